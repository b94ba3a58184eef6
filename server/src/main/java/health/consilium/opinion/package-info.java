/** Takes in the opinion of a centre, whole or not at all, and reviews its quality before anybody else sees it. */
@ApplicationModule(allowedDependencies = {"fhir", "access", "workflow", "workflow::rules"})
package health.consilium.opinion;

import org.springframework.modulith.ApplicationModule;
