package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.ExampleCases;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import health.consilium.support.Translators;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What those who see a Task may write into it, and what they may not. */
@ServerTest
class TaskEditsIT {

    private static final String TAGS = OnTheWay.SO + "/CodeSystem/task-tag";

    @Autowired
    Journeys journeys;

    @Test
    void whatThePatientChoseStaysChosen() {
        Journey journey = journeys.hospitalSends(ExampleCases.inEnglish("breast"));
        RequestGroup options = journey.optionsArePublished();
        Api patient = journey.patient();
        Reference picked = options.getActionFirstRep().getResource();
        Reference other = options.getAction().get(1).getResource();
        String task = Journey.reference(
                Journey.moved(patient, journey.open("choose-option"), "completed", Journey.output("option", picked)));
        Task chosen = patient.read(Task.class, task);

        Response patched = patient.patch(
                task,
                chosen.getMeta().getVersionId(),
                "[{\"op\":\"replace\",\"path\":\"/output/0/valueReference\",\"value\":{\"reference\":\""
                        + other.getReference() + "\"}}]");

        refused(patched, "has ended");
        for (Api caller : List.of(patient, journey.coordinator())) {
            refused(edited(caller, task, edit -> edit.setOutput(null)), "has ended");
            refused(edited(caller, task, edit -> edit.addNote().setText("I meant the other one")), "has ended");
            refused(edited(caller, task, edit -> edit.setStatusReason(text("I meant the other one"))), "has ended");
        }
        Response unchanged = edited(patient, task, edit -> edit.setLastModified(new Date()));
        assertThat(unchanged.status()).as(unchanged.text()).isEqualTo(200);
        Task still = patient.read(Task.class, task);
        assertThat(((Reference) still.getOutputFirstRep().getValue()).getReference())
                .isEqualTo(picked.getReference());
        assertThat(still.getLastModified())
                .as("the day of the choice, and which choice is the last one")
                .isEqualTo(chosen.getLastModified());
    }

    @Test
    void nobodyTakesADeliveredReportAway() {
        OnTheWay way = OnTheWay.delivered(journeys, "breast", "centre-istanbul");
        Api patient = way.journey.patient();
        Api desk = way.journey.coordinator();
        String root = way.journey.rootReference();

        for (Map.Entry<Api, List<String>> seen : Map.of(
                        patient,
                        List.of(way.referral(), root),
                        way.journey.hospital(),
                        List.of(root),
                        desk,
                        List.of(way.referral(), root),
                        way.centre(),
                        List.of(way.referral()))
                .entrySet()) {
            for (String task : seen.getValue()) {
                refused(edited(seen.getKey(), task, edit -> edit.setOutput(null)), "");
            }
        }
        assertThat(way.deliver().status()).isEqualTo(200);
        assertThat(pack(patient, way).status()).isEqualTo(200);

        Parameters talk = new Parameters();
        talk.addParameter("what", new CodeType("hold-teleconsult"));
        String work = Journey.reference(desk.operation(root + "/$arrange", talk).as(Task.class));
        refused(edited(desk, work, edit -> edit.setOwner(new Reference("Organization/centre-mumbai"))), "consent");
        refused(edited(desk, root, edit -> edit.setOwner(new Reference("Organization/hospital-nairobi"))), "desk");
    }

    @Test
    void aReportIsHandedInAndNotWrittenIntoTheTask() {
        OnTheWay way =
                OnTheWay.awaitingConsent(journeys, "breast", "centre-istanbul").underReview();

        Response refused = edited(way.centre(), way.referral(), edit -> {
            edit.setStatus(Task.TaskStatus.INPROGRESS);
            edit.getBusinessStatus().getCodingFirstRep().setCode("under-review");
            edit.addOutput(Journey.output("report", Journey.to(way.sent())));
        });

        refused(refused, "the server's");
        assertThat(way.step("in-progress", "under-review").status()).isEqualTo(200);
    }

    @Test
    void aNoteIsOfWhoWritesIt() {
        OnTheWay way =
                OnTheWay.awaitingConsent(journeys, "breast", "centre-istanbul").underReview();
        Api centre = way.centre();
        Api desk = way.journey.coordinator();
        String task = way.referral();

        refused(edited(centre, task, edit -> note(edit, new Reference("Organization/coordination"))), "name");
        refused(edited(centre, task, edit -> note(edit, new StringType("The patient"))), "name");
        refused(edited(way.journey.patient(), task, edit -> note(edit, null)), "in hand");
        Task noted = edited(centre, task, edit -> note(edit, null).setTime(new Date(0)))
                .as(Task.class);

        Annotation written = noted.getNoteFirstRep();
        assertThat(written.getAuthorReference().getReference()).isEqualTo("Organization/centre-istanbul");
        assertThat(written.getTime())
                .isCloseTo(Instant.now(), Duration.ofMinutes(5).toMillis());
        refused(edited(desk, task, edit -> edit.getNoteFirstRep().setText("Something else")), "notes");
        refused(edited(desk, task, edit -> edit.setNote(null)), "notes");
        Task answered = edited(desk, task, edit -> note(edit, null)).as(Task.class);
        assertThat(answered.getNote()).hasSize(2);
        assertThat(answered.getNote().get(0).equalsDeep(written)).isTrue();
        assertThat(answered.getNote().get(1).getAuthorReference().getReference())
                .startsWith("Practitioner/");
        refused(
                edited(
                        centre,
                        task,
                        edit -> note(edit, answered.getNote().get(1).getAuthorReference())),
                "name");
    }

    @Test
    void whoHasATaskInHandAndTheDeskWorkOnIt() {
        Journey journey = journeys.hospitalSends(ExampleCases.inEnglish("breast"))
                .coordinatorAssesses()
                .patientChooses();
        Api hospital = journey.hospital();
        String task = Journey.reference(journey.open("collect-record"));
        Reference record = new Reference("DocumentReference/" + journey.hospitalUploads("en"));

        edited(hospital, task, edit -> note(edit, new Reference("Organization/hospital-nairobi")))
                .as(Task.class);
        edited(journey.coordinator(), task, edit -> note(edit, null)).as(Task.class);
        refused(edited(hospital, task, edit -> edit.addOutput(Journey.output("record", record))), "step");
        refused(edited(hospital, task, edit -> edit.setExecutionPeriod(new Period().setStart(new Date()))), "server");
        refused(edited(hospital, task, edit -> edit.setOwner(new Reference("Organization/elsewhere"))), "owner");
        Task tagged = edited(hospital, task, edit -> {
                    note(edit, null);
                    edit.getMeta().addTag(TAGS, "overdue", null);
                })
                .as(Task.class);
        assertThat(tagged.getMeta().getTag(TAGS, "overdue")).isNull();
        Task begun = edited(hospital, task, edit -> {
                    edit.setStatus(Task.TaskStatus.INPROGRESS);
                    edit.addOutput(Journey.output("record", record));
                })
                .as(Task.class);
        assertThat(begun.getOutput()).hasSize(1);
        Task done = edited(hospital, task, edit -> {
                    edit.setStatus(Task.TaskStatus.COMPLETED);
                    edit.setStatusReason(text("All that there is"));
                    edit.addOutput(Journey.output("record", record));
                    note(edit, null);
                })
                .as(Task.class);

        assertThat(done.getOutput()).hasSize(2);
        assertThat(done.getNote()).hasSize(4);
        assertThat(journey.status()).isEqualTo("records-review");
        refused(
                edited(journey.coordinator(), task, edit -> edit.setOwner(new Reference("Organization/elsewhere"))),
                "has ended");
    }

    @Test
    void workThatTheDeskGaveToATranslatorStaysWithWhoWritesANote() {
        Journey journey = journeys.hospitalSends("breast").coordinatorAssesses().patientChooses();
        journey.recordsAreCollected().recordsAreReviewed();
        Task free = journey.open("translate");
        Api translator = Api.person(Translators.FIRST);
        Reference owner = Translators.take(translator, free).getOwner();
        String task = Journey.reference(free);
        edited(translator, task, edit -> edit.setStatus(Task.TaskStatus.REQUESTED))
                .as(Task.class);
        edited(journey.coordinator(), task, edit -> edit.setOwner(owner)).as(Task.class);

        Task noted = edited(translator, task, edit -> note(edit, null)).as(Task.class);

        assertThat(noted.getOwner().getReference()).isEqualTo(owner.getReference());
        assertThat(noted.getNoteFirstRep().getAuthorReference().getReference()).isEqualTo(owner.getReference());
    }

    @Test
    void whoWithdrawsSaysSoInTheOwnNameAndNothingElse() {
        Journey journey = journeys.hospitalSends("breast");
        Api patient = journey.patient();
        Reference hospital = new Reference("Organization/hospital-nairobi");

        for (Consumer<Task> forged : List.<Consumer<Task>>of(
                abort -> abort.setRequester(hospital),
                abort -> abort.setOwner(hospital),
                abort -> note(abort, hospital),
                abort -> abort.addOutput(Journey.output("centre", new Reference("Organization/centre-seoul"))),
                abort -> abort.addPartOf(new Reference(journey.rootReference())),
                abort -> abort.getCode().addCoding(new Coding(Journey.TASK_CODE, "choose-option", null)))) {
            Task abort = Journey.abort(journey.rootReference());
            forged.accept(abort);
            refused(patient.post(abort), "");
        }
        Task abort = Journey.abort(journey.rootReference());
        abort.addNote().setText("I have found a doctor here");
        abort.setStatusReason(text("Treated at home"));
        Task stored = journey.coordinator()
                .read(Task.class, "Task/" + patient.post(abort).createdId());

        String me = "Patient/" + journey.patientId();
        assertThat(journey.status()).isEqualTo("withdrawn");
        assertThat(stored.getRequester().getReference()).isEqualTo(me);
        assertThat(stored.getNoteFirstRep().getAuthorReference().getReference()).isEqualTo(me);
        assertThat(stored.getNoteFirstRep().hasTime()).isTrue();
        assertThat(stored.getStatusReason().getText()).isEqualTo("Treated at home");
    }

    private static Response edited(Api who, String task, Consumer<Task> edit) {
        Task read = who.read(Task.class, task);
        edit.accept(read);
        return who.put(read);
    }

    private static void refused(Response response, String words) {
        assertThat(response.status()).as(response.text()).isEqualTo(422);
        assertThat(response.code()).isEqualTo("illegal-transition");
        assertThat(response.message()).contains(words);
    }

    private static Annotation note(Task task, org.hl7.fhir.r4.model.Type author) {
        Annotation note = task.addNote().setText("Called on the telephone");
        if (author != null) {
            note.setAuthor(author.copy());
        }
        return note;
    }

    private static CodeableConcept text(String text) {
        return new CodeableConcept().setText(text);
    }

    private static Response pack(Api who, OnTheWay way) {
        return who.operation(way.journey.caseReference() + "/$package", new Parameters());
    }
}
