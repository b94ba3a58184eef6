/** Stores, validates and serves FHIR R4 resources; the only module that knows HAPI's JPA server. */
@ApplicationModule(allowedDependencies = {})
package health.consilium.fhir;

import org.springframework.modulith.ApplicationModule;
