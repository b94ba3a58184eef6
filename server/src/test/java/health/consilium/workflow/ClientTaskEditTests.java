package health.consilium.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.consilium.access.Caller;
import health.consilium.access.Role;
import health.consilium.fhir.RefusedException;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClientTaskEditTests {

    static final Caller HOSPITAL = caller(Role.HOSPITAL, "Organization/hospital");
    static final Caller DESK = caller(Role.COORDINATOR, "Practitioner/coordinator");
    static final Caller PATIENT = caller(Role.PATIENT, "Patient/1");
    static final Caller TRANSLATOR = caller(Role.TRANSLATOR, "Practitioner/translator");

    /** What is the server's at any time, and a change of each. */
    private static final Map<String, Consumer<Task>> FROZEN = new LinkedHashMap<>();

    static {
        Reference another = new Reference("Organization/another");
        FROZEN.put("implicitRules", task -> task.setImplicitRules("urn:rules"));
        FROZEN.put("language", task -> task.setLanguage("fr"));
        FROZEN.put("contained", task -> task.addContained(new Organization()));
        FROZEN.put("extension", task -> task.addExtension("urn:clock", new StringType("later")));
        FROZEN.put(
                "modifierExtension",
                task -> task.addModifierExtension().setUrl("urn:not").setValue(new StringType("x")));
        FROZEN.put("identifier", task -> task.addIdentifier().setValue("C-1"));
        FROZEN.put("instantiatesCanonical", task -> task.setInstantiatesCanonical("urn:pathway"));
        FROZEN.put("instantiatesUri", task -> task.setInstantiatesUri("urn:pathway"));
        FROZEN.put("basedOn", task -> task.addBasedOn(another));
        FROZEN.put("groupIdentifier", task -> task.setGroupIdentifier(new Identifier().setValue("C-2")));
        FROZEN.put("partOf", task -> task.addPartOf(another));
        FROZEN.put("intent", task -> task.setIntent(Task.TaskIntent.PROPOSAL));
        FROZEN.put("priority", task -> task.setPriority(Task.TaskPriority.STAT));
        FROZEN.put("code", task -> task.getCode().addCoding(new Coding("urn:codes", "other", null)));
        FROZEN.put("description", task -> task.setDescription("Something else"));
        FROZEN.put("focus", task -> task.setFocus(another));
        FROZEN.put("for", task -> task.setFor(new Reference("Patient/2")));
        FROZEN.put("encounter", task -> task.setEncounter(another));
        FROZEN.put("executionPeriod", task -> task.setExecutionPeriod(new Period().setEnd(new Date())));
        FROZEN.put("authoredOn", task -> task.setAuthoredOn(new Date(0)));
        FROZEN.put("requester", task -> task.setRequester(another));
        FROZEN.put("performerType", task -> task.addPerformerType().setText("Surgeon"));
        FROZEN.put("location", task -> task.setLocation(another));
        FROZEN.put("reasonCode", task -> task.setReasonCode(text("Because")));
        FROZEN.put("reasonReference", task -> task.setReasonReference(another));
        FROZEN.put("insurance", task -> task.addInsurance(another));
        FROZEN.put("relevantHistory", task -> task.addRelevantHistory(another));
        FROZEN.put("restriction", task -> task.getRestriction().getPeriod().setEnd(new Date()));
        FROZEN.put("input", task -> task.addInput(TaskSteps.input("reason", new StringType("x"))));
    }

    /** What these tests say when it may change, or that a client's is dropped. */
    private static final Set<String> DECIDED = Set.of(
            "id",
            "meta",
            "text",
            "lastModified",
            "owner",
            "status",
            "businessStatus",
            "statusReason",
            "output",
            "note");

    static Caller caller(Role role, String party) {
        return new Caller(party, role, party, Optional.empty(), Set.of());
    }

    static Task task(TaskKind kind, String status, String business) {
        Task task = new Task();
        String code =
                switch (kind) {
                    case ROOT -> TaskKind.Codes.CASE;
                    case REFERRAL -> TaskKind.Codes.REFERRAL;
                    case WORK -> "collect-record";
                };
        task.getCode().addCoding(new Coding(TaskKind.Codes.SYSTEM, code, null));
        TaskSteps.set(task, new State(status, business));
        task.setIntent(Task.TaskIntent.ORDER);
        task.setFor(new Reference("Patient/1"));
        task.setOwner(new Reference("Organization/hospital"));
        task.setLastModified(new Date(1_000));
        return task;
    }

    private static CodeableConcept text(String text) {
        return new CodeableConcept().setText(text);
    }

    static Stream<Arguments> frozen() {
        return FROZEN.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frozen")
    void isTheServersWithAStepAndWithoutOne(String element, Consumer<Task> edit) {
        for (Caller caller : new Caller[] {HOSPITAL, DESK}) {
            for (TaskStatus status : new TaskStatus[] {TaskStatus.REQUESTED, TaskStatus.COMPLETED}) {
                Task before = task(TaskKind.WORK, "requested", "");
                Task after = before.copy();
                edit.accept(after);
                after.setStatus(status);

                assertThat(ClientTaskEdit.changes(before, after)).isTrue();
                assertRefused(() -> ClientTaskEdit.check(before, after, caller), "the rest is the server's");
            }
        }
    }

    @Test
    void ofEachElementSomebodyDecided() {
        assertThat(new Task().children().stream().map(Property::getName))
                .allMatch(name -> FROZEN.containsKey(name) || DECIDED.contains(name));
    }

    @ParameterizedTest(name = "{0}, {1}, step {2}: {3} {4}")
    @CsvSource({
        // who, kind, step, element, what comes of it
        "owner,   WORK,     true,  output,         ok",
        "owner,   WORK,     true,  statusReason,   ok",
        "owner,   WORK,     true,  note,           ok",
        "owner,   WORK,     false, note,           ok",
        "owner,   WORK,     false, output,         with the step",
        "owner,   WORK,     false, statusReason,   with the step",
        "owner,   WORK,     false, businessStatus, with the step",
        "desk,    WORK,     true,  output,         ok",
        "desk,    WORK,     false, note,           ok",
        "desk,    WORK,     false, output,         with the step",
        "patient, WORK,     false, note,           in hand",
        "patient, WORK,     false, output,         in hand",
        "patient, WORK,     true,  output,         in hand",
        "owner,   REFERRAL, true,  statusReason,   ok",
        "owner,   REFERRAL, false, note,           ok",
        "owner,   REFERRAL, true,  output,         $submit-report",
        "owner,   REFERRAL, false, output,         $submit-report",
        "desk,    REFERRAL, false, output,         $submit-report",
        "desk,    REFERRAL, false, businessStatus, with the step",
        "owner,   REFERRAL, true,  businessStatus, one business status",
        "desk,    ROOT,     false, output,         the server's",
        "desk,    ROOT,     false, note,           ok",
        "patient, ROOT,     false, note,           in hand",
    })
    void whoMayChangeWhatWhen(String who, TaskKind kind, boolean step, String element, String outcome) {
        Task before =
                switch (kind) {
                    case ROOT -> task(kind, "received", "assessing");
                    case REFERRAL -> task(kind, "in-progress", "under-review");
                    case WORK -> task(kind, "requested", "");
                };
        Task after = before.copy();
        if (step) {
            TaskSteps.set(
                    after,
                    kind == TaskKind.REFERRAL
                            ? new State("on-hold", "awaiting-information")
                            : State.status("in-progress"));
        }
        switch (element) {
            case "output" -> after.addOutput(TaskSteps.output("record", new Reference("DocumentReference/1")));
            case "statusReason" -> after.setStatusReason(text("Because"));
            case "note" -> after.addNote().setText("Called");
            case "businessStatus" -> {
                after.getBusinessStatus().setText("Nearly done");
                after.getBusinessStatus().addCoding(new Coding(State.SYSTEM, "report-submitted", null));
                if (!step) {
                    after.getBusinessStatus().getCoding().clear();
                    before.getBusinessStatus().getCoding().forEach(after.getBusinessStatus()::addCoding);
                }
            }
            default -> throw new IllegalArgumentException(element);
        }
        Caller caller =
                switch (who) {
                    case "owner" -> HOSPITAL;
                    case "desk" -> DESK;
                    default -> PATIENT;
                };

        assertThat(ClientTaskEdit.changes(before, after)).isTrue();
        if (outcome.equals("ok")) {
            assertThatCode(() -> ClientTaskEdit.check(before, after, caller)).doesNotThrowAnyException();
        } else {
            assertRefused(() -> ClientTaskEdit.check(before, after, caller), outcome);
        }
    }

    @ParameterizedTest
    @CsvSource({"completed", "rejected", "cancelled", "failed", "entered-in-error"})
    void whatHasEndedStaysAsItIs(String status) {
        assertRefused(() -> ClientTaskEdit.checkOpen(task(TaskKind.WORK, status, "")), "has ended");
    }

    @Test
    void whatIsOpenGoesOn() {
        assertThatCode(() -> ClientTaskEdit.checkOpen(task(TaskKind.WORK, "on-hold", "")))
                .doesNotThrowAnyException();
    }

    @Test
    void whatAClientSendsAlongIsDropped() {
        Task before = task(TaskKind.WORK, "completed", "");
        before.getMeta().addTag("urn:tags", "late", null).addProfile("urn:profile");
        Task after = before.copy();
        after.setLastModified(new Date());
        after.getMeta().setTag(null).setProfile(null).addTag("urn:tags", "other", null);
        after.setText(new Narrative().setStatus(Narrative.NarrativeStatus.ADDITIONAL));
        after.setId("Task/7/_history/3");

        ClientTaskEdit.keepServersOwn(before, after);

        assertThat(ClientTaskEdit.changes(before, after)).isFalse();
        assertThat(after.getLastModified()).isEqualTo(before.getLastModified());
        assertThat(after.getMeta().equalsDeep(before.getMeta())).isTrue();
        assertThat(after.hasText()).isFalse();
    }

    static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable edit, String words) {
        assertThatThrownBy(edit)
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.refusals())
                        .singleElement()
                        .satisfies(refusal -> {
                            assertThat(refusal.code()).isEqualTo("illegal-transition");
                            assertThat(refusal.message()).contains(words);
                        }));
    }
}
