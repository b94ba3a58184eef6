/** Keeps the clock of every Task in its owner's business days, and chases what is late. */
@ApplicationModule(
        allowedDependencies = {
            "fhir",
            "access",
            "access :: emergency",
            "letter",
            "workflow",
            "workflow :: rules",
            "terminology",
            "terminology :: rules"
        })
package health.consilium.turnaround;

import org.springframework.modulith.ApplicationModule;
