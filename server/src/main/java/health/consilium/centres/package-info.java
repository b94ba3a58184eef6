/** Keeps the directory of partner centres, prices the options of a case, and finds its centre, by volume and never by name. */
@ApplicationModule(
        allowedDependencies = {
            "fhir",
            "access",
            "letter",
            "workflow",
            "workflow :: rules",
            "terminology",
            "terminology :: rules"
        })
package health.consilium.centres;

import org.springframework.modulith.ApplicationModule;
