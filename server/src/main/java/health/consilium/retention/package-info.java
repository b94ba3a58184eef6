/** Erases what need not be kept any longer, at the centre and here, and proves it. */
@ApplicationModule(allowedDependencies = {"fhir", "access", "access :: audit", "workflow", "workflow::rules"})
package health.consilium.retention;

import org.springframework.modulith.ApplicationModule;
