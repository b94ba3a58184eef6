/** Decides who may see and do what: the caller, the roles' permissions, and the grants that a case opens and closes. */
@ApplicationModule(allowedDependencies = {"edge", "fhir", "people", "smart", "smart :: rules"})
package health.consilium.access;

import org.springframework.modulith.ApplicationModule;
