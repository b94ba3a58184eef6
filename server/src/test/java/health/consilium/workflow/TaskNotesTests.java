package health.consilium.workflow;

import static health.consilium.workflow.ClientTaskEditTests.DESK;
import static health.consilium.workflow.ClientTaskEditTests.HOSPITAL;
import static health.consilium.workflow.ClientTaskEditTests.PATIENT;
import static health.consilium.workflow.ClientTaskEditTests.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.access.Caller;
import health.consilium.access.Role;
import health.consilium.workflow.rules.TaskKind;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Notes of clients, in Tasks that there are and in the one that a client may create. */
class TaskNotesTests {

    private static final Date NOW = new Date(1_800_000_000_000L);

    @Test
    void aNoteIsSignedWithCallerAndTime() {
        Caller clinician = new Caller(
                "clinician", Role.HOSPITAL, "Practitioner/clinician", Optional.of("Organization/hospital"), Set.of());
        for (Annotation note : List.of(
                new Annotation(),
                new Annotation().setTime(new Date(0)),
                new Annotation().setAuthor(new Reference("Practitioner/clinician")),
                new Annotation().setAuthor(new Reference("Organization/hospital")))) {
            note.setText("Called");

            TaskNotes.sign(List.of(), List.of(note), clinician, NOW);

            assertThat(note.getAuthorReference().getReference()).isEqualTo("Practitioner/clinician");
            assertThat(note.getTime()).isEqualTo(NOW);
        }
    }

    @Test
    void nobodyWritesInAnothersName() {
        for (Annotation note : List.of(
                new Annotation().setAuthor(new Reference("Organization/centre")),
                new Annotation().setAuthor(new Reference().setDisplay("The centre")),
                new Annotation().setAuthor(new StringType("The centre")))) {
            assertRefused(() -> TaskNotes.sign(List.of(), List.of(note), HOSPITAL, NOW), "own name");
        }
    }

    @Test
    void whatIsThereStaysAsItIs() {
        Annotation first =
                new Annotation().setText("First").setAuthor(DESK.reference()).setTime(new Date(0));
        Annotation second = new Annotation().setText("Second");

        for (List<Annotation> after : List.of(
                List.<Annotation>of(),
                List.of(second),
                List.of(second, first),
                List.of(first.copy().setText("Another")),
                List.of(first.copy().setAuthor(HOSPITAL.reference())),
                List.of(first.copy().setTime(NOW)))) {
            assertRefused(() -> TaskNotes.sign(List.of(first), after, HOSPITAL, NOW), "stay as they are");
        }
        TaskNotes.sign(List.of(first.copy()), List.of(first, second), HOSPITAL, NOW);
        assertThat(first.getTime()).isEqualTo(new Date(0));
        assertThat(second.getTime()).isEqualTo(NOW);
    }

    static Stream<Arguments> forged() {
        return Stream.<Consumer<Task>>of(
                        abort -> abort.setRequester(HOSPITAL.reference()),
                        abort -> abort.setOwner(HOSPITAL.reference()),
                        abort -> abort.addOutput(TaskSteps.output("report", new Reference("Composition/1"))),
                        abort -> abort.addInput(TaskSteps.input("consent", new Reference("Consent/1"))),
                        abort -> abort.addPartOf(new Reference("Task/1")),
                        abort -> abort.addBasedOn(new Reference("ServiceRequest/1")),
                        abort -> abort.setGroupIdentifier(Numbers.ofReferral("R-1")),
                        abort -> abort.addIdentifier(Numbers.ofCase("C-1")),
                        abort -> abort.addExtension("urn:clock", new StringType("late")),
                        abort -> abort.getRestriction().getPeriod().setEnd(NOW),
                        abort -> abort.getBusinessStatus().setText("Delivered"),
                        abort -> abort.getCode().addCoding(new Coding(TaskKind.Codes.SYSTEM, "choose-option", null)))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("forged")
    void whoWithdrawsWritesNothingElse(Consumer<Task> forged) {
        Task abort = abort();
        forged.accept(abort);

        assertRefused(() -> AbortForm.check(abort, root(), PATIENT), "");
    }

    @Test
    void whoWithdrawsMaySayWhy() {
        Task abort = abort();
        abort.setOwner(new Reference("Organization/coordination"));
        abort.setFor(new Reference("Patient/1"));
        abort.setDescription("No longer needed");
        abort.addNote().setText("Treated at home");
        abort.addIdentifier().setSystem("https://app.example.org").setValue("1");

        AbortForm.check(abort, root(), PATIENT);
        AbortForm.sign(abort, PATIENT, NOW);

        assertThat(abort.getRequester().getReference()).isEqualTo("Patient/1");
        assertThat(abort.getAuthoredOn()).isEqualTo(NOW);
        assertThat(abort.getNoteFirstRep().getAuthorReference().getReference()).isEqualTo("Patient/1");
    }

    private static Task abort() {
        Task abort = new Task().setStatus(Task.TaskStatus.REQUESTED).setIntent(Task.TaskIntent.ORDER);
        abort.getCode().addCoding(new Coding(TaskKind.Codes.HL7, "abort", null));
        return abort.setFocus(new Reference("Task/1"));
    }

    private static Task root() {
        return ClientTaskEditTests.task(TaskKind.ROOT, "received", "assessing")
                .setOwner(new Reference("Organization/coordination"));
    }
}
