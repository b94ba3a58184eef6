package health.consilium.workflow;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the workflow.
 *
 * @param coordinationDesk id of the Organization that owns every case; created at start when it is not there
 * @param coordinationDeskName its name, as patients and centres see it
 */
@Validated
@ConfigurationProperties("consilium.workflow")
public record WorkflowSettings(
        @DefaultValue("coordination") @NotBlank String coordinationDesk,
        @DefaultValue("Consilium coordination desk") @NotBlank String coordinationDeskName) {

    public String coordinationDeskReference() {
        return "Organization/" + coordinationDesk;
    }
}
