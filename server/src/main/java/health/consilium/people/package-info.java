/** Signs people in, by passkey, one-time link or upstream provider, and keeps their accounts and sessions. */
@ApplicationModule(allowedDependencies = {"smart", "smart :: rules"})
package health.consilium.people;

import org.springframework.modulith.ApplicationModule;
