package health.consilium.delivery.rules;

import health.consilium.fhir.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipantRequired;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** The rules of a talk: who may change what, and where it stands when each participant has said yes or no. */
public final class Talk {

    public static final String LOCAL_TIME = "https://w3id.org/consilium/fhir/StructureDefinition/local-time";
    private static final String PARTICIPANT_TYPE = "http://terminology.hl7.org/CodeSystem/participant-type";
    private static final String REASON = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason";
    private static final Duration LONGEST = Duration.ofHours(4);

    private Talk() {}

    /**
     * Who changes a talk.
     *
     * @param desk the coordination desk, which may say yes or no for those who told it
     * @param centre the centre concerned
     * @param self which participant the caller stands for
     */
    public record Who(boolean desk, boolean centre, Predicate<AppointmentParticipantComponent> self) {}

    public static boolean isInterpreter(AppointmentParticipantComponent participant) {
        return participant.getType().stream().anyMatch(type -> type.hasCoding(PARTICIPANT_TYPE, "translator"));
    }

    public static boolean isPatient(AppointmentParticipantComponent participant) {
        String actor = participant.getActor().getReference();
        return actor != null && actor.startsWith("Patient/");
    }

    /** One without a status is not: what is wrong with it, validation says. */
    public static boolean isOver(Appointment talk) {
        return talk.hasStatus()
                && switch (talk.getStatus()) {
                    case CANCELLED, FULFILLED, NOSHOW, ENTEREDINERROR -> true;
                    default -> false;
                };
    }

    public static Optional<Refusal> badTime(Appointment talk, Instant now) {
        if (!talk.hasStart() || !talk.hasEnd()) {
            return refused("Say when it starts and ends.", "Appointment.start");
        }
        Instant start = talk.getStart().toInstant();
        Instant end = talk.getEnd().toInstant();
        if (!start.isAfter(now)) {
            return refused("A talk starts in the future.", "Appointment.start");
        }
        return end.isAfter(start) && Duration.between(start, end).compareTo(LONGEST) <= 0
                ? Optional.empty()
                : refused("A talk ends after its start, and within four hours.", "Appointment.end");
    }

    /** A new proposal: nobody has answered but who made it. */
    public static void propose(Appointment talk, Who who) {
        talk.getParticipant()
                .forEach(participant -> participant.setStatus(
                        !who.desk() && who.self().test(participant)
                                ? ParticipationStatus.ACCEPTED
                                : ParticipationStatus.NEEDSACTION));
        settle(talk);
    }

    /** Why this change of a talk is not possible; otherwise the new version is put into the state that follows. */
    public static Optional<Refusal> change(Appointment before, Appointment after, Who who, Instant now) {
        if (isOver(before)) {
            return refused(
                    "This talk is " + before.getStatus().toCode() + "; propose another one.", "Appointment.status");
        }
        Optional<Refusal> forbidden = forbidden(before, after, who);
        if (forbidden.isPresent()) {
            return forbidden;
        }
        if (after.getStatus() == AppointmentStatus.CANCELLED) {
            return after.getCancelationReason().hasCoding()
                            || after.getCancelationReason().hasText()
                    ? Optional.empty()
                    : refused("Say in cancelationReason why.", "Appointment.cancelationReason");
        }
        if (after.getStatus() != before.getStatus()) {
            return refused(
                    "Accept or decline by participant.status, or cancel; the server says when the talk is booked.",
                    "Appointment.status");
        }
        if (isMoved(before, after)) {
            Optional<Refusal> time = badTime(after, now);
            if (time.isPresent()) {
                return time;
            }
            propose(after, who);
        } else {
            settle(after);
        }
        return Optional.empty();
    }

    public static boolean isMoved(Appointment before, Appointment after) {
        return !before.getStart().equals(after.getStart()) || !before.getEnd().equals(after.getEnd());
    }

    private static Optional<Refusal> forbidden(Appointment before, Appointment after, Who who) {
        if (!after.hasStart() || !after.hasEnd()) {
            return refused("Say when it starts and ends.", "Appointment.start");
        }
        if (!who.desk() && !who.centre() && isMoved(before, after)) {
            return refused(
                    "The centre or the coordination desk moves a talk; decline, or ask the desk.", "Appointment.start");
        }
        if (!rest(before).equalsDeep(rest(after))) {
            return refused(
                    "Of a talk you may change time, participants' answers, zones and comment, or cancel it.",
                    "Appointment");
        }
        List<AppointmentParticipantComponent> were = before.getParticipant();
        List<AppointmentParticipantComponent> are = after.getParticipant();
        if (who.desk()) {
            return Optional.empty();
        }
        boolean same = were.size() == are.size()
                && Stream.iterate(0, i -> i < were.size(), i -> i + 1)
                        .allMatch(i -> isSame(were.get(i), are.get(i), who.self()));
        return same
                ? Optional.empty()
                : refused(
                        "You may answer for yourself; other participants are not yours to change.",
                        "Appointment.participant");
    }

    private static boolean isSame(
            AppointmentParticipantComponent was,
            AppointmentParticipantComponent is,
            Predicate<AppointmentParticipantComponent> self) {
        AppointmentParticipantComponent one = was.copy();
        AppointmentParticipantComponent other = is.copy();
        if (self.test(was)) {
            one.setStatus(null).getExtension().clear();
            other.setStatus(null).getExtension().clear();
        }
        return one.equalsDeep(other);
    }

    private static Appointment rest(Appointment talk) {
        Appointment rest = talk.copy();
        rest.setId((String) null);
        rest.setMeta(null);
        rest.setText(null);
        rest.setStatus(null);
        rest.setStart(null);
        rest.setEnd(null);
        rest.setMinutesDurationElement(null);
        rest.setComment(null);
        rest.setCancelationReason(null);
        rest.getParticipant().clear();
        return rest;
    }

    /** Booked when all whom it needs have accepted, cancelled when one of them declines. */
    private static void settle(Appointment talk) {
        List<AppointmentParticipantComponent> needed = talk.getParticipant().stream()
                .filter(participant ->
                        participant.getRequired() == null || participant.getRequired() == ParticipantRequired.REQUIRED)
                .toList();
        Optional<AppointmentParticipantComponent> declined = needed.stream()
                .filter(participant -> participant.getStatus() == ParticipationStatus.DECLINED)
                .findFirst();
        long accepted = needed.stream()
                .filter(participant -> participant.getStatus() == ParticipationStatus.ACCEPTED)
                .count();
        if (declined.isPresent()) {
            talk.setStatus(AppointmentStatus.CANCELLED);
            talk.setCancelationReason(reason(declined.get()));
        } else if (accepted == needed.size()) {
            talk.setStatus(AppointmentStatus.BOOKED);
        } else {
            talk.setStatus(accepted == 0 ? AppointmentStatus.PROPOSED : AppointmentStatus.PENDING);
        }
    }

    private static CodeableConcept reason(AppointmentParticipantComponent declined) {
        if (isInterpreter(declined)) {
            return reason("oth-int", "No Interpreter Available");
        }
        return isPatient(declined) ? reason("pat", "Patient") : reason("prov", "Provider");
    }

    /** @param code of HL7's reasons for cancelling */
    public static CodeableConcept reason(String code, String display) {
        return new CodeableConcept(new Coding(REASON, code, display));
    }

    private static Optional<Refusal> refused(String message, String element) {
        return Optional.of(Refusal.unprocessable("illegal-transition", message, element));
    }
}
