package health.consilium.terminology;

import health.consilium.fhir.Refusal;
import health.consilium.terminology.rules.Checklist;
import health.consilium.terminology.rules.ChecklistLibrary;
import health.consilium.terminology.rules.TumourType;
import org.springframework.stereotype.Component;

/** The records checklists, one for each tumour type. They are draft content for clinical sign-off. */
@Component
public class Checklists {

    private final ChecklistLibrary library;

    public Checklists(ChecklistLibrary library) {
        this.library = library;
    }

    public Checklist of(TumourType type) {
        return library.forTumourType(type.id())
                .orElseThrow(() -> new IllegalStateException("There is no checklist for " + type.id()));
    }

    /**
     * @param canonical with or without {@code |version}
     * @throws health.consilium.fhir.RefusedException 422 {@code unknown-checklist}
     */
    public Checklist require(String canonical) {
        return library.byCanonical(canonical).orElseThrow(() -> Refusal.unprocessable(
                        "unknown-checklist",
                        "There is no checklist " + canonical + " here. GET PlanDefinition lists those there are.",
                        "Parameters.parameter.where(name = 'checklist')")
                .asException());
    }
}
