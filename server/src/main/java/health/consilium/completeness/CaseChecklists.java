package health.consilium.completeness;

import health.consilium.fhir.Refusal;
import health.consilium.terminology.AskingCentres;
import health.consilium.terminology.Checklists;
import health.consilium.terminology.Diagnoses;
import health.consilium.terminology.rules.Checklist;
import health.consilium.terminology.rules.TumourType;
import health.consilium.terminology.rules.TumourTypeMapping;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CentreChoice;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/** The checklist of a case: by its diagnosis, and once a centre is chosen as that centre asks for it. */
@Component
class CaseChecklists {

    private final Diagnoses diagnoses;
    private final Checklists checklists;
    private final AskingCentres centres;
    private final CentreChoice choice;

    CaseChecklists(Diagnoses diagnoses, Checklists checklists, AskingCentres centres, CentreChoice choice) {
        this.diagnoses = diagnoses;
        this.checklists = checklists;
        this.centres = centres;
        this.choice = choice;
    }

    TumourTypeMapping tumourType(CaseFile file, List<Resource> records) {
        return diagnoses.tumourType(file.request(), records);
    }

    /** @throws health.consilium.fhir.RefusedException 422 {@code no-diagnosis} */
    Checklist require(CaseFile file, List<Resource> records) {
        return checklists.of(diagnoses.require(file.request(), records));
    }

    /** @throws health.consilium.fhir.RefusedException 422 {@code unknown-checklist} */
    Checklist require(String canonical) {
        return checklists.require(canonical);
    }

    Checklist of(TumourType type) {
        return checklists.of(type);
    }

    /** As the chosen centre asks; as it is while none is chosen, or where the centre takes no cases any more. */
    Checklist asChosen(Checklist checklist, CaseFile file) {
        return choice.standing(file).map(centre -> asAskedBy(checklist, centre)).orElse(checklist);
    }

    /** As this centre asks; as it is where that takes no cases any more. */
    Checklist asAskedBy(Checklist checklist, Reference centre) {
        return centres.find(centre.getReference()).map(checklist::askedBy).orElse(checklist);
    }

    /** @throws health.consilium.fhir.RefusedException 422 {@code dangling-reference} it is no partner centre */
    Checklist requireAskedBy(Checklist checklist, Optional<String> centre) {
        return centre.map(reference -> centres.find(reference)
                        .map(checklist::askedBy)
                        .orElseThrow(() -> Refusal.unprocessable(
                                        "dangling-reference",
                                        reference + " is no Organization with an active review service.",
                                        CompletenessRequest.parameter("centre"))
                                .asException()))
                .orElse(checklist);
    }
}
