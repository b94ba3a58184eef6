/** Answers what a diagnosis means: the tumour type of a case, its records checklist, and the languages we know. */
@ApplicationModule(allowedDependencies = {"fhir"})
package health.consilium.terminology;

import org.springframework.modulith.ApplicationModule;
