package health.consilium.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.consilium.fhir.FhirQuery;
import java.util.List;
import org.hl7.fhir.r4.model.Communication;
import org.junit.jupiter.api.Test;

/** What is late is told to those whom it concerns, and stays on the record. */
class ChasesModuleTests extends PostOfficeTests {

    @Test
    void whatIsLateIsToldOnceToEachWhomItConcernsAndStaysOnTheRecord() {
        world.patientCase("R1", "hi", "r1@example.org");
        world.desk("desk@example.org");
        world.work("R1", "late-R1", "supply-missing", "Patient/p-R1");

        world.chased("R1", "late-R1", 1, "escalation", "Patient/p-R1", "Organization/desk");
        world.chased("R1", "late-R1", 1, "escalation", "Patient/p-R1", "Organization/desk");
        world.work();

        assertThat(mailTo("r1@example.org")).singleElement().asString().contains("समय-सीमा बीत गई है");
        assertThat(mailTo("desk@example.org")).singleElement().asString().contains("is overdue");
        assertThat(messagesAbout("Task/late-R1")).hasSize(2).allSatisfy(message -> {
            assertThat(message.getCategoryFirstRep().getCodingFirstRep().getCode())
                    .isEqualTo("notification");
            assertThat(message.getMeta().getSecurity()).extracting("code").containsExactly("case.R1");
            assertThat(message.getSubject().getReference()).isEqualTo("Patient/p-R1");
        });
        assertThat(messagesAbout("Task/late-R1").stream()
                        .map(message -> message.getLanguage() + " "
                                + message.getRecipientFirstRep().getReference()))
                .containsExactlyInAnyOrder("hi Patient/p-R1", "en Organization/desk");
    }

    @Test
    void aClockThatWasStartedAnewIsChasedAnew() {
        world.patientCase("R2", "en", "r2@example.org");
        world.work("R2", "late-R2", "choose-option", "Patient/p-R2");

        world.chased("R2", "late-R2", 1, "reminder", "Patient/p-R2");
        world.chased("R2", "late-R2", 2, "reminder", "Patient/p-R2");
        world.chased("R2", "late-R2", 2, "close", "Patient/p-R2");
        world.work();

        assertThat(mailTo("r2@example.org"))
                .hasSize(3)
                .last()
                .asString()
                .contains("The time allowed for this step is over");
        assertThat(messagesAbout("Task/late-R2").stream().map(message -> message.getCategoryFirstRep()
                        .getCodingFirstRep()
                        .getCode()))
                .containsExactlyInAnyOrder("reminder", "reminder", "notification");
    }

    @Test
    void aStepThatIsRolledBackIsToldToNobodyAndCanBeToldLater() {
        world.patientCase("R3", "en", "r3@example.org");
        world.work("R3", "late-R3", "choose-option", "Patient/p-R3");
        assertThatThrownBy(() -> world.inTransaction(() -> {
                    world.chased("R3", "late-R3", 1, "second-reminder", "Patient/p-R3");
                    throw new IllegalStateException("the server dies");
                }))
                .hasMessage("the server dies");
        world.work();
        assertThat(mailTo("r3@example.org")).isEmpty();

        world.chased("R3", "late-R3", 1, "second-reminder", "Patient/p-R3");
        world.work();
        assertThat(mailTo("r3@example.org")).singleElement().asString().contains("is still open");
    }

    private List<Communication> messagesAbout(String task) {
        return world.store.search(FhirQuery.of(Communication.class)).stream()
                .filter(message -> task.equals(message.getPartOfFirstRep().getReference()))
                .toList();
    }
}
