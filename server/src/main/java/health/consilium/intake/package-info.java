/**
 * Takes in what hospitals and patients send: transactions, IHE ITI-65 document bundles and single uploads, each document
 * known by its bytes.
 */
@ApplicationModule(allowedDependencies = {"fhir", "access", "workflow"})
package health.consilium.intake;

import org.springframework.modulith.ApplicationModule;
