package health.consilium.retention;

import health.consilium.access.audit.Certificates;
import health.consilium.fhir.Refusal;
import health.consilium.retention.LegalHolds.Hold;
import health.consilium.retention.rules.Scope;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseSteps;
import health.consilium.workflow.Numbers;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What stands against an erasure: a legal hold, a case that is not at its end, a consent under which a centre still reads, a duty
 * to keep. A refusal is written to the trail with its ground, for whoever asks later why the patient's wish was not met.
 */
@Component
class Grounds {

    private final LegalHolds holds;
    private final CentreCopies copies;
    private final CaseSteps steps;
    private final Duties duties;
    private final Certificates certificates;

    Grounds(LegalHolds holds, CentreCopies copies, CaseSteps steps, Duties duties, Certificates certificates) {
        this.holds = holds;
        this.copies = copies;
        this.steps = steps;
        this.duties = duties;
        this.certificates = certificates;
    }

    /** @throws health.consilium.fhir.RefusedException 409 or 422, naming ground and date */
    void check(CaseFile file, PurgeRequest request) {
        standing(file, request).ifPresent(refusal -> refuse(file, request, refusal));
    }

    /** Writes a refusal down and throws it; not within a transaction, with which the record would be undone. */
    void refuse(CaseFile file, PurgeRequest request, Refusal refusal) {
        record(file, request.scope(), request.reason().code(), refusal);
        throw refusal.asException();
    }

    /** What is to be erased, or was to be, waits because the case is held; in the transaction under way. */
    void recordHeld(CaseFile file, Scope scope, String reason) {
        held(file).ifPresent(refusal -> record(file, scope, reason, refusal));
    }

    private void record(CaseFile file, Scope scope, String reason, Refusal refusal) {
        certificates.refuse(
                new Certificates.Statement(
                        UUID.randomUUID(),
                        file.number(),
                        Numbers.CASE_SYSTEM,
                        file.number(),
                        scope.code(),
                        reason,
                        Map.of(),
                        List.of(),
                        refusal.message()),
                refusal.code());
    }

    /** What stands against it now. */
    Optional<Refusal> standing(CaseFile file, PurgeRequest request) {
        Optional<Refusal> held = held(file);
        if (held.isPresent()) {
            return held;
        }
        if (request.scope() == Scope.CENTRE_COPY) {
            return copies.of(file).isEmpty() ? Optional.of(noCopy(file)) : Optional.empty();
        }
        if (!steps.mayBePurged(file)) {
            return Optional.of(Refusal.unprocessable(
                    "illegal-transition",
                    "A case that is " + file.status()
                            + " cannot be purged: it has to be closed, withdrawn or ended otherwise.",
                    "Task.businessStatus"));
        }
        if (copies.isRunning(file)) {
            return Optional.of(running());
        }
        return request.reason().yieldsToDuty() && !file.isPurged() ? duty(file) : Optional.empty();
    }

    private Optional<Refusal> held(CaseFile file) {
        return holds.standing(file.number()).stream().findFirst().map(Grounds::refused);
    }

    private static Refusal refused(Hold hold) {
        String end = hold.until().map(day -> " until " + day).orElse(", until it is released");
        return Refusal.conflict(
                "legal-hold",
                "The case is under a legal hold (" + hold.ground() + ") since "
                        + LocalDate.ofInstant(hold.since(), ZoneOffset.UTC) + end + ". $legal-hold releases it.");
    }

    private Refusal noCopy(CaseFile file) {
        return copies.isRunning(file)
                ? running()
                : Refusal.unprocessable("not-ready", "No centre was given a package of this case.", "scope");
    }

    private static Refusal running() {
        return Refusal.conflict(
                "consent-running",
                "A centre reads under a consent that has not ended. End the consent first, or wait for its end.");
    }

    private Optional<Refusal> duty(CaseFile file) {
        return duties.standing(file)
                .map(duty -> Refusal.conflict(
                        "retention-duty",
                        "The records have to be kept until " + duty.words()
                                + ". The request is on record; repeat it then."));
    }
}
