/** Moves cases and referrals through their states; the only writer of Task state. */
@ApplicationModule(allowedDependencies = {"fhir", "access", "access :: emergency"})
package health.consilium.workflow;

import org.springframework.modulith.ApplicationModule;
