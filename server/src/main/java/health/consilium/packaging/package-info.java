/** Freezes what a centre may read into one signed document, and submits it under the patient's consent. */
@ApplicationModule(allowedDependencies = {"fhir", "access", "workflow", "workflow::rules"})
package health.consilium.packaging;

import org.springframework.modulith.ApplicationModule;
