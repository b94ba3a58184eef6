package health.consilium.delivery.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipantRequired;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

class TalkTests {

    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");
    private static final int PATIENT = 0;
    private static final int SPECIALIST = 1;
    private static final int INTERPRETER = 2;

    @Test
    void itIsBookedWhenAllHaveAccepted() {
        Appointment talk = proposed();
        assertThat(talk.getStatus()).isEqualTo(AppointmentStatus.PENDING);

        talk = answered(talk, PATIENT, ParticipationStatus.ACCEPTED);
        assertThat(talk.getStatus()).isEqualTo(AppointmentStatus.PENDING);
        talk = answered(talk, INTERPRETER, ParticipationStatus.ACCEPTED);

        assertThat(talk.getStatus()).isEqualTo(AppointmentStatus.BOOKED);
    }

    @Test
    void whoIsOptionalHoldsNothingUp() {
        Appointment talk = proposed();
        talk.getParticipant().get(INTERPRETER).setRequired(ParticipantRequired.OPTIONAL);

        assertThat(answered(talk, PATIENT, ParticipationStatus.ACCEPTED).getStatus())
                .isEqualTo(AppointmentStatus.BOOKED);
    }

    @Test
    void oneWhoDeclinesCancelsItAndTheReasonSaysWho() {
        assertThat(reason(answered(proposed(), PATIENT, ParticipationStatus.DECLINED)))
                .isEqualTo("pat");
        assertThat(reason(answered(proposed(), SPECIALIST, ParticipationStatus.DECLINED)))
                .isEqualTo("prov");
        assertThat(reason(answered(proposed(), INTERPRETER, ParticipationStatus.DECLINED)))
                .isEqualTo("oth-int");
    }

    @Test
    void nobodyAnswersForAnother() {
        Appointment before = proposed();
        Appointment after = before.copy();
        after.getParticipant().get(SPECIALIST).setStatus(ParticipationStatus.DECLINED);

        assertThat(Talk.change(before, after, only(PATIENT), NOW)).isPresent();
        assertThat(Talk.change(before, after.copy(), only(SPECIALIST), NOW)).isEmpty();
        assertThat(Talk.change(before, after.copy(), desk(), NOW)).isEmpty();
    }

    @Test
    void thePatientDoesNotMoveItAndNobodyBooksItByHand() {
        Appointment before = proposed();
        Appointment moved = before.copy().setStart(Date.from(NOW.plusSeconds(7000)));
        Appointment booked = before.copy().setStatus(AppointmentStatus.BOOKED);

        assertThat(Talk.change(before, moved, only(PATIENT), NOW)).isPresent();
        assertThat(Talk.change(before, booked, desk(), NOW)).isPresent();
        assertThat(Talk.change(before, before.copy().setDescription("Relapse"), desk(), NOW))
                .isPresent();
    }

    @Test
    void movedEverybodyIsAskedAgain() {
        Appointment booked = answered(
                answered(proposed(), PATIENT, ParticipationStatus.ACCEPTED), INTERPRETER, ParticipationStatus.ACCEPTED);
        Appointment moved =
                booked.copy().setStart(Date.from(NOW.plusSeconds(7000))).setEnd(Date.from(NOW.plusSeconds(9000)));

        assertThat(Talk.change(booked, moved, centre(), NOW)).isEmpty();

        assertThat(moved.getStatus()).isEqualTo(AppointmentStatus.PENDING);
        assertThat(moved.getParticipant())
                .extracting(AppointmentParticipantComponent::getStatus)
                .containsExactly(
                        ParticipationStatus.NEEDSACTION, ParticipationStatus.ACCEPTED, ParticipationStatus.NEEDSACTION);
    }

    @Test
    void aTalkIsInTheFutureAndEndsWithinFourHours() {
        Appointment talk = proposed();
        assertThat(Talk.badTime(talk, NOW)).isEmpty();
        assertThat(Talk.badTime(talk.copy().setStart(Date.from(NOW)), NOW)).isPresent();
        assertThat(Talk.badTime(talk.copy().setEnd(talk.getStart()), NOW)).isPresent();
        assertThat(Talk.badTime(talk.copy().setEnd(Date.from(NOW.plusSeconds(3600 + 4 * 3600))), NOW))
                .isEmpty();
        assertThat(Talk.badTime(talk.copy().setEnd(Date.from(NOW.plusSeconds(3601 + 4 * 3600))), NOW))
                .isPresent();
        assertThat(Talk.badTime(talk.copy().setEnd(null), NOW)).isPresent();
    }

    @Test
    void aCancellationSaysWhyAndIsTheEnd() {
        Appointment before = proposed();
        Appointment silent = before.copy().setStatus(AppointmentStatus.CANCELLED);
        Appointment told = silent.copy().setCancelationReason(new CodeableConcept().setText("Ill"));

        assertThat(Talk.change(before, silent, only(PATIENT), NOW)).isPresent();
        assertThat(Talk.change(before, told, only(PATIENT), NOW)).isEmpty();
        assertThat(Talk.change(told, before, desk(), NOW)).isPresent();
    }

    private static String reason(Appointment talk) {
        assertThat(talk.getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
        return talk.getCancelationReason().getCodingFirstRep().getCode();
    }

    private static Appointment answered(Appointment talk, int participant, ParticipationStatus status) {
        Appointment after = talk.copy();
        after.getParticipant().get(participant).setStatus(status);
        assertThat(Talk.change(talk, after, only(participant), NOW)).isEmpty();
        return after;
    }

    private static Appointment proposed() {
        Appointment talk = new Appointment();
        talk.setStart(Date.from(NOW.plusSeconds(3600)));
        talk.setEnd(Date.from(NOW.plusSeconds(5400)));
        talk.addParticipant().setActor(new Reference("Patient/1"));
        talk.addParticipant().setActor(new Reference("PractitionerRole/2"));
        talk.addParticipant()
                .setActor(new Reference("Practitioner/3"))
                .addType(new CodeableConcept(
                        new Coding("http://terminology.hl7.org/CodeSystem/participant-type", "translator", null)));
        Talk.propose(talk, centre());
        return talk;
    }

    private static Talk.Who only(int participant) {
        return new Talk.Who(false, false, is(participant));
    }

    private static Talk.Who centre() {
        return new Talk.Who(false, true, is(SPECIALIST));
    }

    private static Talk.Who desk() {
        return new Talk.Who(true, false, participant -> false);
    }

    private static java.util.function.Predicate<AppointmentParticipantComponent> is(int participant) {
        return one -> String.valueOf(one.getActor().getReference()).endsWith("/" + (participant + 1));
    }
}
