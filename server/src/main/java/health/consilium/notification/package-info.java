/** Tells those concerned what has happened to a case, at least once and in order: FHIR subscriptions and mail. */
@ApplicationModule(
        allowedDependencies = {
            "fhir",
            "access",
            "access :: emergency",
            "workflow",
            "workflow::rules",
            "turnaround",
            "smart",
            "smart::rules"
        })
package health.consilium.notification;

import org.springframework.modulith.ApplicationModule;
