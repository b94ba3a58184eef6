package health.consilium.completeness;

import health.consilium.completeness.rules.CompletenessEngine;
import health.consilium.completeness.rules.CompletenessResult;
import health.consilium.terminology.rules.ChecklistTexts;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import org.hl7.fhir.r4.model.Parameters;
import org.springframework.stereotype.Component;

/** Judges records that were not sent yet. Nothing is stored, and nothing of the caller's is looked up. */
@Component
class Precheck {

    private final CompletenessEngine engine;
    private final CaseChecklists checklists;
    private final ChecklistTexts texts;
    private final Clock clock;

    Precheck(CompletenessEngine engine, CaseChecklists checklists, ChecklistTexts texts, Clock clock) {
        this.engine = engine;
        this.checklists = checklists;
        this.texts = texts;
        this.clock = clock;
    }

    Parameters answer(PrecheckRequest request, ReaderLanguages readers) {
        CompletenessResult result = engine.evaluate(
                checklists.requireAskedBy(checklists.require(request.checklist()), request.centre()),
                request.records(),
                request.asOf().orElseGet(() -> LocalDate.now(clock)),
                Set.of());
        return new CompletenessAnswer(
                        result,
                        item -> GapForm.computed(item),
                        reference -> true,
                        new AnswerTexts(texts, readers),
                        request.patient())
                .asParameters();
    }
}
