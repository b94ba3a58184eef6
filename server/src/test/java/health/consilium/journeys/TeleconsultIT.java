package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.consilium.support.Api;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;

/** Talks on two opinions that are delivered; of each, what one test does leaves room for the next. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TeleconsultIT {

    private static final String REASON = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason";
    private static final LocalDate DAY = LocalDate.now(ZoneOffset.UTC).plusDays(200);
    private static final Instant NOON = DAY.atTime(12, 0).toInstant(ZoneOffset.UTC);

    @Autowired
    Journeys journeys;

    private OnTheWay liver;
    private OnTheWay breast;

    @BeforeAll
    void opinionsAreDelivered() {
        liver = OnTheWay.delivered(journeys, "hcc", "centre-istanbul");
        breast = OnTheWay.delivered(journeys, "breast", "centre-istanbul");
    }

    @Test
    @Order(1)
    void aTalkIsProposedInEveryonesTimeAcceptedMovedAndHeldByInvitation() {
        OnTheWay way = liver;
        Api patient = way.journey.patient();
        Task wanted = arrange(way, patient).as(Task.class);
        Task work = way.centre().read(Task.class, Journey.reference(wanted));

        Appointment talk = propose(way, NOON, "Practitioner/translator-1");

        assertThat(talk.getStatus()).isEqualTo(AppointmentStatus.PENDING);
        assertThat(talk.getParticipant())
                .extracting(one -> local(one, "zone"))
                .containsExactly("Africa/Nairobi", "Europe/Istanbul", "Etc/UTC");
        assertThat(local(talk.getParticipant().get(0), "start")).isEqualTo(DAY + "T15:00:00+03:00");
        assertThat(Api.system("centre-mumbai").get(Journey.reference(talk)).status())
                .isEqualTo(404);
        Api interpreter = Api.person("translator-1");
        assertThat(Api.person("translator-2").get(Journey.reference(talk)).status())
                .isEqualTo(404);

        answer(patient, talk, 0, ParticipationStatus.ACCEPTED).as(Appointment.class);
        assertThat(answer(patient, talk, 1, ParticipationStatus.DECLINED).code())
                .as("nobody answers for others")
                .isEqualTo("illegal-transition");
        Appointment booked =
                answer(interpreter, talk, 2, ParticipationStatus.ACCEPTED).as(Appointment.class);

        assertThat(booked.getStatus()).isEqualTo(AppointmentStatus.BOOKED);
        String first = calendar(patient, way, work);
        String day = DAY.format(DateTimeFormatter.BASIC_ISO_DATE);
        assertThat(first)
                .contains("METHOD:REQUEST", "STATUS:CONFIRMED", "TZID:Africa/Nairobi", "BEGIN:VTIMEZONE")
                .contains("DTSTART;TZID=Africa/Nairobi:" + day + "T150000")
                .doesNotContainIgnoringCase("oncolog")
                .doesNotContainIgnoringCase("cancer centre")
                .doesNotContain(way.journey.number());
        assertThat(calendar(interpreter, way, work)).contains("STATUS:CONFIRMED");
        assertThat(calendar(way.centre(), way, work)).contains("TZID=Europe/Istanbul:" + day + "T150000");

        Appointment moved = way.centre().read(Appointment.class, Journey.reference(talk));
        moved.setStart(Date.from(NOON.plus(1, ChronoUnit.DAYS)));
        moved.setEnd(Date.from(NOON.plus(1, ChronoUnit.DAYS).plus(30, ChronoUnit.MINUTES)));
        Appointment again = way.centre().put(moved).as(Appointment.class);

        assertThat(again.getStatus()).isEqualTo(AppointmentStatus.PENDING);
        assertThat(again.getParticipant())
                .extracting(Appointment.AppointmentParticipantComponent::getStatus)
                .containsExactly(
                        ParticipationStatus.NEEDSACTION, ParticipationStatus.ACCEPTED, ParticipationStatus.NEEDSACTION);
        String second = calendar(patient, way, work);
        assertThat(line(second, "UID:")).isEqualTo(line(first, "UID:"));
        assertThat(sequence(second)).isGreaterThan(sequence(first));

        Appointment cancelled = patient.read(Appointment.class, Journey.reference(talk));
        cancelled.setStatus(AppointmentStatus.CANCELLED);
        assertThat(patient.put(cancelled).code()).as("without a reason").isEqualTo("illegal-transition");
        cancelled.setCancelationReason(
                new CodeableConcept(new Coding(REASON, "pat-cpp", "Patient: Canceled via Patient Portal")));
        assertThat(patient.put(cancelled).as(Appointment.class).getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
        String third = calendar(patient, way, work);
        assertThat(third).contains("METHOD:CANCEL", "STATUS:CANCELLED");
        assertThat(sequence(third)).isGreaterThan(sequence(second));
    }

    @Test
    @Order(2)
    void withoutAnInterpreterThereIsNoTalkForWhomItIsNeeded() {
        OnTheWay way = liver;
        Patient patient = way.journey.coordinator().read(Patient.class, "Patient/" + way.journey.patientId());
        patient.getExtensionByUrl("http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired")
                .setValue(new BooleanType(true));
        assertThat(way.journey.coordinator().put(patient).status()).isEqualTo(200);
        Appointment form = form(way, NOON);

        assertThat(way.centre().post(form).code()).isEqualTo("incomplete");

        form.addParticipant()
                .setStatus(ParticipationStatus.NEEDSACTION)
                .addType(translator())
                .setActor(new Reference("Practitioner/translator-2"));
        Appointment talk = created(way.centre(), form);
        Appointment declined = answer(
                        Api.person("translator-2"),
                        talk,
                        talk.getParticipant().size() - 1,
                        ParticipationStatus.DECLINED)
                .as(Appointment.class);

        assertThat(declined.getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
        assertThat(declined.getCancelationReason().getCodingFirstRep().getCode())
                .isEqualTo("oth-int");
    }

    @Test
    @Order(2)
    void ofSeveralProposalsTheOneThatAllAcceptIsBookedAndHeld() {
        OnTheWay way = breast;
        Api patient = way.journey.patient();
        Appointment later = created(way.centre(), form(way, NOON));
        Appointment sooner = created(way.centre(), form(way, Instant.now().plusSeconds(20)));
        Task work = way.centre()
                .search(
                        Task.class,
                        "Task?code=" + Journey.TASK_CODE + "|hold-teleconsult&status=requested&part-of="
                                + way.referral())
                .get(0);

        Appointment booked =
                answer(patient, sooner, 0, ParticipationStatus.ACCEPTED).as(Appointment.class);

        assertThat(booked.getStatus()).isEqualTo(AppointmentStatus.BOOKED);
        assertThat(patient.read(Appointment.class, Journey.reference(later)).getStatus())
                .isEqualTo(AppointmentStatus.CANCELLED);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> Journey.move(way.centre(), work, "completed").status() == 200);
        assertThat(patient.read(Appointment.class, Journey.reference(sooner)).getStatus())
                .isEqualTo(AppointmentStatus.FULFILLED);
    }

    @Test
    @Order(1)
    void aProposalThatCannotBeHeldIsRefusedInWords() {
        OnTheWay way = breast;
        Api patient = way.journey.patient();

        assertThat(way.centre().post(form(way, Instant.now().minusSeconds(60))).code())
                .isEqualTo("illegal-transition");
        Appointment endless = form(way, NOON).setEnd(Date.from(NOON.plus(5, ChronoUnit.HOURS)));
        assertThat(way.centre().post(endless).code()).isEqualTo("illegal-transition");
        Appointment stranger = form(way, NOON);
        stranger.getParticipantFirstRep().setActor(new Reference("PractitionerRole/role-seoul-1"));
        assertThat(way.centre().post(stranger).code()).isEqualTo("dangling-reference");
        assertThat(Api.system("centre-mumbai").post(form(way, NOON)).code()).isEqualTo("dangling-reference");
        assertThat(patient.post(form(way, NOON)).status()).isEqualTo(403);
        OnTheWay early =
                OnTheWay.awaitingConsent(journeys, "hcc", "centre-seoul").underReview();
        Appointment soon = form(early, NOON);
        soon.getParticipantFirstRep().setActor(new Reference("PractitionerRole/role-seoul-1"));
        assertThat(early.centre().post(soon).code()).isEqualTo("dangling-reference");
    }

    private static Api.Response arrange(OnTheWay way, Api who) {
        Parameters parameters = new Parameters();
        parameters.addParameter("what", new CodeType("hold-teleconsult"));
        return who.operation(way.journey.rootReference() + "/$arrange", parameters);
    }

    private static Appointment propose(OnTheWay way, Instant start, String interpreter) {
        Appointment form = form(way, start);
        form.addParticipant()
                .setStatus(ParticipationStatus.NEEDSACTION)
                .addType(translator())
                .setActor(new Reference(interpreter));
        return created(way.centre(), form);
    }

    private static CodeableConcept translator() {
        return new CodeableConcept(
                new Coding("http://terminology.hl7.org/CodeSystem/participant-type", "translator", null));
    }

    /** As the centre's client sends it: it does not know the patient by reference. */
    private static Appointment form(OnTheWay way, Instant start) {
        Appointment form = new Appointment();
        form.getMeta().addProfile(OnTheWay.SO + "/StructureDefinition/teleconsult");
        form.setStatus(AppointmentStatus.PROPOSED);
        form.addBasedOn(way.referralTask().getFocus().copy());
        form.setStart(Date.from(start));
        form.setEnd(Date.from(start.plus(30, ChronoUnit.MINUTES)));
        form.addParticipant()
                .setStatus(ParticipationStatus.NEEDSACTION)
                .setActor(new Reference("PractitionerRole/role-istanbul-1"));
        return form;
    }

    private static Appointment created(Api who, Appointment form) {
        return who.read(Appointment.class, "Appointment/" + who.post(form).createdId());
    }

    private static Api.Response answer(Api who, Appointment talk, int participant, ParticipationStatus status) {
        Appointment current = who.read(Appointment.class, Journey.reference(talk));
        current.getParticipant().get(participant).setStatus(status);
        return who.put(current);
    }

    private static String local(Appointment.AppointmentParticipantComponent participant, String part) {
        return participant
                .getExtensionByUrl(OnTheWay.SO + "/StructureDefinition/local-time")
                .getExtensionByUrl(part)
                .getValue()
                .primitiveValue();
    }

    /** The newest calendar entry that was sent to this party. */
    private static String calendar(Api who, OnTheWay way, Task work) {
        Communication newest =
                who.search(Communication.class, "Communication?_count=100&part-of=" + Journey.reference(work)).stream()
                        .max(Comparator.comparing(message -> message.getMeta().getLastUpdated()))
                        .orElseThrow();
        Reference entry = newest.getPayload().stream()
                .filter(Communication.CommunicationPayloadComponent::hasContentReference)
                .map(payload -> (Reference) payload.getContent())
                .findFirst()
                .orElseThrow();
        DocumentReference document = who.read(DocumentReference.class, entry.getReference());
        return who.with("Accept", "text/calendar")
                .get(document.getContentFirstRep().getAttachment().getUrl())
                .text();
    }

    private static String line(String calendar, String start) {
        return List.of(calendar.split("\r\n")).stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    private static int sequence(String calendar) {
        return Integer.parseInt(line(calendar, "SEQUENCE:").substring("SEQUENCE:".length()));
    }
}
