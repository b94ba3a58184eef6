package health.consilium.delivery;

import health.consilium.access.Caller;
import health.consilium.access.Compartment;
import health.consilium.access.Role;
import health.consilium.delivery.rules.Talk;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseLock;
import health.consilium.workflow.Cases;
import health.consilium.workflow.CentreWork;
import health.consilium.workflow.WorkItem;
import health.consilium.workflow.rules.TaskKind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** The talks of a case: their Task, what each proposal needs, and what follows from an answer. */
@Component
class Teleconsults {

    static final String CODE = "hold-teleconsult";
    private static final String PROFILE = FhirPackage.CANONICAL + "/StructureDefinition/teleconsult";

    private final FhirStore store;
    private final Cases cases;
    private final CaseLock lock;
    private final CentreWork centres;
    private final TalkParties parties;
    private final Invitations invitations;
    private final Clock clock;

    Teleconsults(
            FhirStore store,
            Cases cases,
            CaseLock lock,
            CentreWork centres,
            TalkParties parties,
            Invitations invitations,
            Clock clock) {
        this.store = store;
        this.cases = cases;
        this.lock = lock;
        this.centres = centres;
        this.parties = parties;
        this.invitations = invitations;
        this.clock = clock;
    }

    /** Completes a proposal and refuses one that cannot be held. */
    void prepare(Appointment talk, Caller caller) {
        Task referral = referral(talk, caller);
        CaseFile file = cases.of(referral).orElseThrow();
        DeliveredCase.requireDelivered(file);
        centres.requireReported(file);
        if (!talk.getMeta().hasProfile(PROFILE)) {
            talk.getMeta().addProfile(PROFILE);
        }
        parties.addPatient(talk, file);
        Talk.badTime(talk, clock.instant())
                .or(() -> parties.wrong(talk, file, referral))
                .ifPresent(refusal -> {
                    throw refusal.asException();
                });
        Talk.propose(talk, parties.who(caller));
        talk.setCancelationReason(null);
        // A centre's write would be kept from the patient, as its opinion is.
        talk.getMeta().getSecurity().removeIf(label -> Compartment.SYSTEM.equals(label.getSystem()));
        talk.getMeta().addSecurity(Compartment.ofCase(file.number())).addSecurity(CentreWork.label(referral));
        complete(talk, file);
    }

    private Task referral(Appointment talk, Caller caller) {
        String request = talk.getBasedOn().size() == 1
                ? String.valueOf(talk.getBasedOnFirstRep().getReference())
                : "";
        return store
                .search(FhirQuery.of(Task.class)
                        .where("focus", request.isEmpty() ? "ServiceRequest/none" : request)
                        .whereCode("code", TaskKind.Codes.SYSTEM, TaskKind.Codes.REFERRAL))
                .stream()
                .filter(task -> task.getStatus() == Task.TaskStatus.COMPLETED)
                .filter(task -> caller.is(Role.COORDINATOR) || caller.isMeantBy(task.getOwner()))
                .findFirst()
                .orElseThrow(() -> Refusal.unprocessable(
                                "dangling-reference",
                                "A talk is basedOn the one referral whose centre gave the opinion.",
                                "Appointment.basedOn")
                        .asException());
    }

    private void complete(Appointment talk, CaseFile file) {
        talk.setMinutesDuration(Math.toIntExact(
                Duration.between(talk.getStart().toInstant(), talk.getEnd().toInstant())
                        .toMinutes()));
        parties.writeLocalTimes(talk, file);
    }

    /** After a change by a client, before it is stored. */
    void settleParties(Appointment talk) {
        CaseFile file = cases.of(talk).orElseThrow();
        Task referral = task(talk).flatMap(this::referralOf).orElseGet(() -> centres.requireReported(file));
        if (!Talk.isOver(talk)) {
            parties.wrong(talk, file, referral).ifPresent(refusal -> {
                throw refusal.asException();
            });
        }
        complete(talk, file);
    }

    private Optional<Task> referralOf(Task work) {
        return store.find(
                Task.class, work.getPartOfFirstRep().getReferenceElement().getIdPart());
    }

    /** The work of holding the talk; several proposals are for one talk. */
    Task open(CaseFile file) {
        return cases.open(file.number(), CODE).stream()
                .findFirst()
                .orElseGet(() -> centres.open(file, centres.requireReported(file), WorkItem.of(CODE)));
    }

    private Optional<Task> task(Appointment talk) {
        return Compartment.caseNumber(talk)
                .flatMap(number -> cases.open(number, CODE).stream().findFirst());
    }

    void proposed(Appointment talk) {
        CaseFile file = held(talk);
        invitations.send(file, open(file), talk, "proposed");
    }

    void changed(Appointment before, Appointment talk) {
        CaseFile file = held(talk);
        Optional<Task> task = task(talk);
        boolean moved = Talk.isMoved(before, talk);
        boolean now = before.getStatus() != talk.getStatus();
        if (task.isEmpty() || !(moved || now)) {
            return;
        }
        if (moved) {
            invitations.send(file, task.get(), talk, "moved");
        } else if (talk.getStatus() == AppointmentStatus.BOOKED) {
            invitations.send(file, task.get(), talk, "booked");
        } else if (talk.getStatus() == AppointmentStatus.CANCELLED) {
            invitations.send(file, task.get(), talk, "cancelled");
        }
        if (talk.getStatus() == AppointmentStatus.BOOKED) {
            others(file, talk).forEach(other -> cancel(other, "oth", "Other"));
        }
    }

    private CaseFile held(Appointment talk) {
        Compartment.caseNumber(talk).ifPresent(lock::hold);
        return cases.of(talk).orElseThrow();
    }

    private List<Appointment> others(CaseFile file, Appointment talk) {
        return underWay(file).stream()
                .filter(other -> !other.getIdElement()
                        .getIdPart()
                        .equals(talk.getIdElement().getIdPart()))
                .toList();
    }

    List<Appointment> underWay(CaseFile file) {
        Coding label = Compartment.ofCase(file.number());
        return store.search(FhirQuery.of(Appointment.class).where("_security", Compartment.token(label))).stream()
                .filter(talk -> !Talk.isOver(talk))
                .toList();
    }

    void cancel(Appointment talk, String code, String display) {
        Appointment cancelled = talk.copy();
        cancelled.setStatus(AppointmentStatus.CANCELLED);
        cancelled.setCancelationReason(Talk.reason(code, display));
        store.update(cancelled);
    }

    void end(Appointment talk, AppointmentStatus status) {
        store.update(talk.copy().setStatus(status));
    }
}
