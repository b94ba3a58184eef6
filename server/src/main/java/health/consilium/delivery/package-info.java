/** Hands the reviewed opinion to the patient, who sees nothing of it before, and does what follows: questions, talks, letters, treatment. */
@ApplicationModule(
        allowedDependencies = {
            "fhir",
            "access",
            "workflow",
            "workflow::rules",
            "letter",
            "terminology",
            "terminology::rules"
        })
package health.consilium.delivery;

import org.springframework.modulith.ApplicationModule;
