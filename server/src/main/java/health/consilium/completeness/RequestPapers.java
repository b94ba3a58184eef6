package health.consilium.completeness;

import health.consilium.access.Compartment;
import health.consilium.completeness.Addressees.Addressee;
import health.consilium.completeness.letter.ReleaseLetter;
import health.consilium.completeness.letter.RequestWords;
import health.consilium.completeness.rules.GapWords;
import health.consilium.fhir.FhirSettings;
import health.consilium.fhir.FhirStore;
import health.consilium.letter.Words;
import health.consilium.terminology.rules.ChecklistItem;
import health.consilium.terminology.rules.ChecklistTexts;
import health.consilium.terminology.rules.TextInLanguage;
import health.consilium.workflow.CaseFile;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Questionnaire;
import org.springframework.stereotype.Component;

/** What a request says, and the form that goes with it, in the language of whoever is asked. */
@Component
class RequestPapers {

    private final FhirStore store;
    private final Addressees addressees;
    private final ChecklistTexts texts;
    private final FhirSettings settings;
    private final Clock clock;

    RequestPapers(FhirStore store, Addressees addressees, ChecklistTexts texts, FhirSettings settings, Clock clock) {
        this.store = store;
        this.addressees = addressees;
        this.texts = texts;
        this.settings = settings;
        this.clock = clock;
    }

    Words words(Addressee addressee, RequestMissingRequest request) {
        return RequestWords.in(request.language().orElseGet(() -> addressees.language(addressee)));
    }

    List<MissingItem> items(List<RequestCheck.Gap> gaps, Words words) {
        return gaps.stream()
                .map(gap -> new MissingItem(
                        gap.itemId(),
                        gap.issue(),
                        gap.item()
                                .map(item -> wanted(item, words.language()))
                                .orElseGet(() -> new ReleaseLetter.Wanted(GapForm.label(gap.issue()), "", false))))
                .toList();
    }

    /** A letter may go to a laboratory or archive, whom it does not concern to which centre the patient turns. */
    private ReleaseLetter.Wanted wanted(ChecklistItem item, String language) {
        TextInLanguage label = texts.label(item.label(), language);
        TextInLanguage how = texts.remedy(item.guidance().remedy(), language);
        String told = item.asked()
                .map(asked -> how.text() + " " + GapWords.in(language).sayUnnamed(asked))
                .orElse(how.text());
        return new ReleaseLetter.Wanted(label.text(), told, !label.fallback() && !how.fallback());
    }

    Questionnaire form(CaseFile file, List<MissingItem> items, Words words) {
        Questionnaire form = RequestForm.of(file.number(), items, words);
        String id = UUID.randomUUID().toString();
        form.setId("Questionnaire/" + id);
        form.setUrl(settings.base() + "/Questionnaire/" + id);
        form.setDate(Date.from(clock.instant()));
        form.getMeta().addSecurity(Compartment.ofCase(file.number()));
        return store.create(form);
    }
}
