/** Says what a case still lacks for an opinion, why it matters and how to get it. */
@ApplicationModule(
        allowedDependencies = {
            "fhir",
            "access",
            "workflow",
            "workflow :: rules",
            "terminology",
            "terminology :: rules",
            "letter"
        })
package health.consilium.completeness;

import org.springframework.modulith.ApplicationModule;
