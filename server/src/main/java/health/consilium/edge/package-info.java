/** Stands between the network and everything else: TLS, headers of every answer, the port of the operator, rate limits. */
@ApplicationModule(allowedDependencies = "smart")
package health.consilium.edge;

import org.springframework.modulith.ApplicationModule;
