package health.consilium.delivery;

import health.consilium.access.Compartment;
import health.consilium.access.Grants;
import health.consilium.delivery.rules.CalendarEntry;
import health.consilium.delivery.rules.Talk;
import health.consilium.fhir.FhirSettings;
import health.consilium.letter.Words;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CentreWork;
import health.consilium.workflow.LetterStore;
import health.consilium.workflow.WorkflowSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/**
 * Tells each participant of a talk by a message with a calendar entry, in the own language and on the own clock. A party sees
 * its own message alone: the patient by the case, the centre by its referral, an interpreter by a grant on just that.
 */
@Component
class Invitations {

    /** LOINC: Note; what the entry is about is nobody's business. */
    private static final Coding TYPE = Questions.NOTE;

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");

    private final LetterStore letters;
    private final Messages messages;
    private final TalkParties parties;
    private final Grants grants;
    private final WorkflowSettings workflow;
    private final FhirSettings fhir;
    private final Clock clock;

    Invitations(
            LetterStore letters,
            Messages messages,
            TalkParties parties,
            Grants grants,
            WorkflowSettings workflow,
            FhirSettings fhir,
            Clock clock) {
        this.letters = letters;
        this.messages = messages;
        this.parties = parties;
        this.grants = grants;
        this.workflow = workflow;
        this.fhir = fhir;
        this.clock = clock;
    }

    /** @param what key of the message: proposed, moved, booked or cancelled */
    void send(CaseFile file, Task task, Appointment talk, String what) {
        talk.getParticipant().stream()
                .filter(participant -> participant.getActor().hasReference())
                .forEach(participant -> send(file, task, talk, participant, what));
    }

    private void send(
            CaseFile file, Task task, Appointment talk, AppointmentParticipantComponent participant, String what) {
        Words words = Messages.words(parties.language(participant, file));
        ZoneId zone = parties.zone(participant, file);
        List<Coding> labels = labels(file, task, participant);
        DocumentReference entry = letters.keep(
                Talk.isPatient(participant) ? file.patient() : new Reference(),
                new LetterStore.Letter(
                        entry(talk, words, zone).text().getBytes(StandardCharsets.UTF_8),
                        "text/calendar",
                        TYPE,
                        words.text("talk"),
                        words.language(),
                        ReferredDocumentStatus.FINAL,
                        talk.getBasedOnFirstRep()),
                labels);
        Communication message = messages.form(
                words.text("talk." + what, Map.of("time", time(talk, words, zone))),
                words.language(),
                List.of(participant.getActor().getReference()),
                labels);
        message.addPartOf(new Reference("Task/" + task.getIdElement().getIdPart()));
        message.addAbout(new Reference("Appointment/" + talk.getIdElement().getIdPart()));
        String reference = "DocumentReference/" + entry.getIdElement().getIdPart();
        message.addPayload().setContent(new Reference(reference));
        if (Talk.isPatient(participant)) {
            message.setSubject(file.patient().copy());
        }
        Communication sent = messages.send(message);
        if (Talk.isInterpreter(participant)) {
            letIn(participant, task, talk, sent, entry);
        }
    }

    private static List<Coding> labels(CaseFile file, Task task, AppointmentParticipantComponent participant) {
        if (Talk.isPatient(participant)) {
            return List.of(Compartment.ofCase(file.number()));
        }
        Coding desk = Compartment.atDesk(file.number());
        return Talk.isInterpreter(participant) ? List.of(desk) : List.of(desk, CentreWork.label(task));
    }

    private void letIn(
            AppointmentParticipantComponent interpreter,
            Task task,
            Appointment talk,
            Communication sent,
            DocumentReference entry) {
        String because = "Task/" + task.getIdElement().getIdPart();
        parties.person(interpreter).ifPresent(person -> Stream.of(
                        "Appointment/" + talk.getIdElement().getIdPart(),
                        "Communication/" + sent.getIdElement().getIdPart(),
                        "DocumentReference/" + entry.getIdElement().getIdPart(),
                        entry.getContentFirstRep().getAttachment().getUrl())
                .forEach(target -> grants.open(new Grants.Grant(person, target, because, null))));
    }

    private static String time(Appointment talk, Words words, ZoneId zone) {
        ZonedDateTime start = talk.getStart().toInstant().atZone(zone);
        ZonedDateTime end = talk.getEnd().toInstant().atZone(zone);
        return words.date(start.toLocalDate()) + ", " + HOUR.format(start) + "–" + HOUR.format(end) + " ("
                + zone.getId() + ", UTC" + start.getOffset().getId().replace("Z", "+00:00") + ")";
    }

    private CalendarEntry entry(Appointment talk, Words words, ZoneId zone) {
        boolean cancelled = talk.getStatus() == AppointmentStatus.CANCELLED;
        String status =
                cancelled ? "CANCELLED" : talk.getStatus() == AppointmentStatus.BOOKED ? "CONFIRMED" : "TENTATIVE";
        return new CalendarEntry(
                talk.getIdElement().getIdPart() + "@"
                        + java.net.URI.create(fhir.base()).getHost(),
                sequence(talk),
                cancelled ? "CANCEL" : "REQUEST",
                status,
                talk.getStart().toInstant(),
                talk.getEnd().toInstant(),
                zone,
                clock.instant(),
                words.text("talk"),
                new CalendarEntry.Party(address("desk"), workflow.coordinationDeskName(), "ACCEPTED"),
                talk.getParticipant().stream()
                        .map(participant -> party(talk, participant, words))
                        .toList());
    }

    /** Every version of a talk that anybody is told of has a higher number. */
    private static int sequence(Appointment talk) {
        String version = talk.getMeta().hasVersionId()
                ? talk.getMeta().getVersionId()
                : talk.getIdElement().getVersionIdPart();
        return version == null ? 0 : Integer.parseInt(version) - 1;
    }

    private static CalendarEntry.Party party(
            Appointment talk, AppointmentParticipantComponent participant, Words words) {
        String part = Talk.isPatient(participant)
                ? "patient"
                : Talk.isInterpreter(participant) ? "interpreter" : "specialist";
        String answer = participant.getStatus() == ParticipationStatus.ACCEPTED
                ? "ACCEPTED"
                : participant.getStatus() == ParticipationStatus.DECLINED ? "DECLINED" : "NEEDS-ACTION";
        return new CalendarEntry.Party(
                address(talk.getIdElement().getIdPart()
                        + participant.getActor().getReference()
                        + participant.getActor().getDisplay()),
                words.text("part." + part),
                answer);
    }

    /** The same in every version, and telling nothing. */
    private static String address(String of) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8));
    }
}
