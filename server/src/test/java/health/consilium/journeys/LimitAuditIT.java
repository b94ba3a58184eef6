package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.edge.ShareUsedUp;
import health.consilium.smart.Assurance;
import health.consilium.smart.AuthenticatedParty;
import health.consilium.smart.PartyRole;
import health.consilium.support.Api;
import health.consilium.support.ServerTest;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.AuditEvent;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;

/** Who goes on asking when the share is used up is in the trail. */
@ServerTest
class LimitAuditIT {

    @Autowired
    ApplicationEventPublisher events;

    @Test
    void theTrailNamesTheClient() {
        String centre = "Organization/limit-" + UUID.randomUUID().toString().substring(0, 8);
        events.publishEvent(new ShareUsedUp(
                new AuthenticatedParty(
                        "a-centre",
                        "a-centre",
                        Set.of("system/*.rs"),
                        PartyRole.CENTRE,
                        centre,
                        Optional.empty(),
                        Optional.of(centre),
                        Assurance.values()[0],
                        Optional.empty()),
                "system"));

        assertThat(Api.person("admin").search(AuditEvent.class, "AuditEvent?agent=" + centre))
                .hasSize(1)
                .allSatisfy(event -> {
                    assertThat(event.getType().getCode()).isEqualTo("110113");
                    assertThat(event.getOutcome()).isEqualTo(AuditEvent.AuditEventOutcome._4);
                    assertThat(Api.FHIR.newJsonParser().encodeResourceToString(event))
                            .contains("too-many-requests", "a-centre");
                });
    }
}
