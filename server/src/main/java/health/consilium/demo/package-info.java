/** Fills an empty server with a directory, people and three cases to look at; in the profile {@code demo} only. */
@ApplicationModule(allowedDependencies = {"fhir", "access", "smart"})
package health.consilium.demo;

import org.springframework.modulith.ApplicationModule;
