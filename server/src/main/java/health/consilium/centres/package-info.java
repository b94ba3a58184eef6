/** Keeps the directory of partner centres and finds the one for a case, by volume in the tumour type and never by name. */
@ApplicationModule(allowedDependencies = {"fhir", "access", "workflow", "terminology", "terminology :: rules"})
package health.consilium.centres;

import org.springframework.modulith.ApplicationModule;
