package health.consilium.retention;

import health.consilium.fhir.Documents;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Outcomes;
import health.consilium.retention.rules.Reason;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.CentreWork;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.WorkItem;
import health.consilium.workflow.rules.TaskKind;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** The copies that centres hold: each has a Task by which its centre attests that it has erased it. */
@Component
class CentreCopies {

    static final String CODE = "purge";
    static final String ATTESTATION = "attestation";
    static final String HASH = "package-hash";
    static final String REASON = "reason";

    /** Of {@code CodeSystem/outcome-code}: why a centre is not asked any more. */
    private static final String HELD = "legal-hold";

    private final Cases cases;
    private final FhirStore store;
    private final CentreWork centreWork;
    private final TaskSteps steps;
    private final CopyStatements statements;
    private final Clock clock;

    CentreCopies(
            Cases cases,
            FhirStore store,
            CentreWork centreWork,
            TaskSteps steps,
            CopyStatements statements,
            Clock clock) {
        this.cases = cases;
        this.store = store;
        this.centreWork = centreWork;
        this.steps = steps;
        this.statements = statements;
        this.clock = clock;
    }

    /**
     * A package that a centre was given.
     *
     * @param referral number of the referral
     * @param sha256 of the package
     * @param task by which the centre attests; empty until it is asked
     * @param attestation SHA-256 of the statement of the centre, once it is there
     * @param certificate of it
     */
    record Copy(
            Identifier referral,
            Reference centre,
            Optional<String> sha256,
            Optional<Reference> task,
            Optional<String> attestation,
            Optional<UUID> certificate) {

        boolean attested() {
            return certificate.isPresent();
        }
    }

    /** Those that are known, asked for or not. */
    List<Copy> of(CaseFile file) {
        List<Task> asked = asked(file);
        List<Copy> known =
                new java.util.ArrayList<>(asked.stream().map(this::copy).toList());
        referrals(file).stream()
                .filter(referral -> asked.stream().noneMatch(task -> isAbout(task, referral)))
                .filter(this::hasEnded)
                .map(referral -> new Copy(
                        referral.getGroupIdentifier(),
                        referral.getOwner(),
                        packageHash(referral),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .forEach(known::add);
        return known;
    }

    private Copy copy(Task task) {
        boolean attested = task.getStatus() == Task.TaskStatus.COMPLETED;
        return new Copy(
                task.getGroupIdentifier(),
                task.getOwner(),
                TaskSteps.text(task, HASH),
                Optional.of(new Reference("Task/" + task.getIdElement().getIdPart())),
                attested ? statements.hash(task) : Optional.empty(),
                attested ? Optional.of(CopyStatements.certificate(task)) : Optional.empty());
    }

    /** Whether some centre reads under a consent that lasts. */
    boolean isRunning(CaseFile file) {
        return referrals(file).stream().anyMatch(referral -> !hasEnded(referral));
    }

    private List<Task> referrals(CaseFile file) {
        return cases.tasks(file.number(), TaskKind.Codes.REFERRAL);
    }

    /** Asks each centre that may read nothing more to erase what it has. Again asks nobody twice. */
    void ask(CaseFile file, String reason) {
        due(file).forEach(referral -> ask(file, referral, reason));
    }

    private void ask(CaseFile file, Task referral, String reason) {
        centreWork.withdraw(referral);
        centreWork.openAfterwards(file, referral, item(referral, reason));
    }

    /** Asks those that were not asked because the case was held, or were and then not any more; for the reason that there was. */
    void askAgain(CaseFile file) {
        List<Task> erased = takenBackOfErased(file);
        due(file).forEach(referral -> reasonBefore(file, referral).ifPresent(reason -> ask(file, referral, reason)));
        erased.forEach(
                task -> centreWork.openAgain(file, task, WorkItem.of(CODE).with(task.getInput())));
    }

    /** Of a referral that is erased here what was taken back says all that is needed to ask again: whom, about what, and why. */
    private List<Task> takenBackOfErased(CaseFile file) {
        List<Task> known = new java.util.ArrayList<>(referrals(file));
        known.addAll(asked(file));
        Map<String, Task> last = new java.util.TreeMap<>();
        cases.tasks(file.number(), CODE).stream()
                .filter(CentreCopies::isHeld)
                .filter(task -> known.stream().noneMatch(other -> isAbout(task, other)))
                .sorted(Comparator.comparing(Task::getAuthoredOn))
                .forEach(task -> last.put(task.getGroupIdentifier().getValue(), task));
        return List.copyOf(last.values());
    }

    private Optional<String> reasonBefore(CaseFile file, Task referral) {
        return cases.tasks(file.number(), CODE).stream()
                .filter(CentreCopies::isHeld)
                .filter(task -> isAbout(task, referral))
                .max(Comparator.comparing(Task::getAuthoredOn))
                .flatMap(task -> TaskSteps.text(task, REASON))
                .or(() -> consents(referral).map(CentreCopies::reason).findFirst());
    }

    /** Those that are to be erased and whose centres have not been asked. */
    private List<Task> due(CaseFile file) {
        List<Task> asked = asked(file);
        return referrals(file).stream()
                .filter(this::hasEnded)
                .filter(referral -> asked.stream().noneMatch(task -> isAbout(task, referral)))
                .toList();
    }

    /** What is to be erased after all is asked anew. */
    private List<Task> asked(CaseFile file) {
        return cases.tasks(file.number(), CODE).stream()
                .filter(task -> !isHeld(task))
                .toList();
    }

    private static boolean isHeld(Task task) {
        return task.getStatusReason().hasCoding(Outcomes.CODE_SYSTEM, HELD);
    }

    /**
     * Ends what centres may read that would be asked, and does not ask them.
     *
     * @return whether there are any
     */
    boolean withdraw(CaseFile file) {
        List<Task> due = due(file);
        due.forEach(centreWork::withdraw);
        return !due.isEmpty();
    }

    /** What is open under a consent that has ended, for a referral or for none, is open no longer. */
    void shut(Consent ended) {
        centreWork.shut("Consent/" + ended.getIdElement().getIdPart());
    }

    /** Nobody need erase anything for now; least of all where the case is erased here, and the copy is all that there is. */
    void takeBack(CaseFile file) {
        CodeableConcept why = new CodeableConcept(new Coding(Outcomes.CODE_SYSTEM, HELD, null))
                .setText("The case is held for a legal reason: keep your copy, and erase it when you are asked again.");
        waiting(file).forEach(task -> steps.cancel(task.setStatusReason(why)));
    }

    private WorkItem item(Task referral, String reason) {
        List<Task.ParameterComponent> inputs = new java.util.ArrayList<>();
        inputs.add(TaskSteps.input(REASON, new CodeType(reason)));
        packageHash(referral).ifPresent(hash -> inputs.add(TaskSteps.input(HASH, new StringType(hash))));
        return WorkItem.of(CODE).with(inputs);
    }

    private static boolean isAbout(Task task, Task referral) {
        return task.getGroupIdentifier()
                .getValue()
                .equals(referral.getGroupIdentifier().getValue());
    }

    /** Of a referral whose consent was erased nothing is left to read under. */
    private boolean hasEnded(Task referral) {
        return consents(referral).allMatch(consent -> hasEnded(consent, clock));
    }

    private Stream<Consent> consents(Task referral) {
        return TaskSteps.inputs(referral, "consent").stream()
                .flatMap(consent -> store.find(Consent.class, consent.getReference()).stream());
    }

    /** Why a copy is to be erased, of a consent that has ended. */
    static String reason(Consent ended) {
        Reason reason =
                ended.getStatus() == Consent.ConsentState.ACTIVE ? Reason.CONSENT_EXPIRED : Reason.CONSENT_REVOKED;
        return reason.code();
    }

    static boolean hasEnded(Consent consent, Clock clock) {
        return consent.getStatus() != Consent.ConsentState.ACTIVE
                || consent.getProvision().getPeriod().hasEnd()
                        && !consent.getProvision()
                                .getPeriod()
                                .getEnd()
                                .toInstant()
                                .isAfter(clock.instant());
    }

    private Optional<String> packageHash(Task referral) {
        return TaskSteps.inputs(referral, "package").stream()
                .flatMap(sent -> store.find(DocumentReference.class, sent.getReference()).stream())
                .map(document -> document.getContentFirstRep().getAttachment().getExtensionByUrl(Documents.SHA256))
                .filter(java.util.Objects::nonNull)
                .map(Extension::getValue)
                .map(value -> value.primitiveValue())
                .findFirst();
    }

    /** The open Tasks by which a centre can attest. */
    List<Task> waiting(CaseFile file) {
        return cases.open(file.number(), CODE);
    }

    boolean isTaken(CaseFile file, String attestation) {
        return cases.tasks(file.number(), CODE).stream()
                .flatMap(task -> TaskSteps.outputs(task, ATTESTATION).stream())
                .anyMatch(statement -> attestation.equals(statement.getReference()));
    }
}
