package health.consilium.completeness;

import health.consilium.completeness.rules.CompletenessEngine;
import health.consilium.completeness.rules.CompletenessResult;
import health.consilium.terminology.rules.Checklist;
import health.consilium.terminology.rules.TumourType;
import health.consilium.terminology.rules.TumourTypeMapping;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseLock;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/** Compares a case as it is stored with its checklist. */
@Component
class CaseCheck {

    private final CaseEvidence evidence;
    private final Gaps gaps;
    private final CaseChecklists checklists;
    private final CompletenessEngine engine;
    private final CaseLock lock;
    private final Clock clock;

    CaseCheck(
            CaseEvidence evidence,
            Gaps gaps,
            CaseChecklists checklists,
            CompletenessEngine engine,
            CaseLock lock,
            Clock clock) {
        this.evidence = evidence;
        this.gaps = gaps;
        this.checklists = checklists;
        this.engine = engine;
        this.lock = lock;
        this.clock = clock;
    }

    /**
     * A case as it is stored.
     *
     * @param records what can be evidence
     * @param gaps stored gaps by item
     */
    record Held(CaseFile file, List<Resource> records, Map<String, DetectedIssue> gaps) {}

    /** What was found, and the gaps as they are stored now. */
    record Checked(List<Resource> records, CompletenessResult result, Map<String, DetectedIssue> gaps) {}

    /** Once held, nobody else brings the gaps of this case in step before the transaction ends. */
    Held hold(CaseFile file) {
        lock.hold(file.number());
        return read(file);
    }

    Held read(CaseFile file) {
        return new Held(file, evidence.of(file), gaps.of(file));
    }

    TumourTypeMapping tumourType(Held held) {
        return checklists.tumourType(held.file(), held.records());
    }

    /**
     * What a caller asks about: by default the checklist of the diagnosis, as the chosen centre asks for it.
     *
     * @throws health.consilium.fhir.RefusedException 422 {@code no-diagnosis}, {@code unknown-checklist} or {@code
     *     dangling-reference}
     */
    Checklist checklist(Held held, CompletenessRequest request) {
        Checklist general = request.checklist()
                .map(checklists::require)
                .orElseGet(() -> checklists.require(held.file(), held.records()));
        return request.centre().isPresent()
                ? checklists.requireAskedBy(general, request.centre())
                : checklists.asChosen(general, held.file());
    }

    /** As the chosen centre asks for it. */
    Checklist checklist(Held held, TumourType type) {
        return checklists.asChosen(checklists.of(type), held.file());
    }

    /** As a centre asks for it that the case is to be sent to. */
    Checklist checklist(TumourType type, Reference centre) {
        return checklists.asAskedBy(checklists.of(type), centre);
    }

    /** @param asOf today when empty */
    Checked judge(Held held, Checklist checklist, Optional<LocalDate> asOf) {
        LocalDate day = asOf.orElseGet(() -> LocalDate.now(clock));
        CompletenessResult result = engine.evaluate(checklist, held.records(), day, gaps.waivers(held.gaps()));
        return new Checked(held.records(), result, held.gaps());
    }

    /** The same, and brings the stored gaps in step. */
    Checked keep(Held held, Checklist checklist, Optional<LocalDate> asOf) {
        CompletenessResult result = judge(held, checklist, asOf).result();
        return new Checked(held.records(), result, gaps.keep(held.file(), result, held.gaps()));
    }
}
