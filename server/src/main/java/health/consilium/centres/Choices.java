package health.consilium.centres;

import health.consilium.centres.rules.Mode;
import health.consilium.centres.rules.Phrase;
import health.consilium.centres.rules.PublishedOptions;
import health.consilium.centres.rules.ReasonWords;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.CentreChoice;
import health.consilium.workflow.TaskSteps;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.RequestGroup.RequestGroupActionComponent;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** What the patient has chosen, as the Task {@code choose-option} tells it. */
@Component
class Choices {

    private final FhirStore store;
    private final Cases cases;
    private final CentreChoice centres;

    Choices(@Lazy FhirStore store, @Lazy Cases cases, @Lazy CentreChoice centres) {
        this.store = store;
        this.cases = cases;
        this.centres = centres;
    }

    /**
     * @param service id of the HealthcareService
     * @param centre reference of the Organization
     * @param phrase what was picked, for how much, until when
     */
    record Choice(String service, String centre, Mode mode, Phrase phrase) {

        /** In English, for those who run the case. */
        String words() {
            return ReasonWords.ENGLISH.say(phrase);
        }
    }

    /** The choice that is to be honoured on this day: its price still holds, and its centre has not turned the case down. */
    Optional<Choice> standing(CaseFile file, LocalDate day) {
        return cases.lastCompleted(file.number(), ChosenOption.CODE).flatMap(task -> choice(file, task, day));
    }

    private Optional<Choice> choice(CaseFile file, Task task, LocalDate day) {
        return TaskSteps.outputs(task, "option").stream()
                .findFirst()
                .flatMap(option ->
                        store.find(Claim.class, option.getReferenceElement().getIdPart()))
                .filter(claim -> !PublishedOptions.isExpired(claim, day))
                .filter(claim -> centres.fallenAway(file, claim.getProvider().getReference())
                        .findAny()
                        .isEmpty())
                .flatMap(claim -> action(file, claim).map(action -> choice(task, claim, action)));
    }

    private Optional<RequestGroupActionComponent> action(CaseFile file, Claim claim) {
        String reference = "Claim/" + claim.getIdElement().getIdPart();
        return cases.resources(file.number(), RequestGroup.class).stream()
                .flatMap(group -> group.getAction().stream())
                .filter(action -> reference.equals(action.getResource().getReference()))
                .filter(action -> action.hasExtension(OptionsBundle.SERVICE))
                .findFirst();
    }

    private Choice choice(Task task, Claim claim, RequestGroupActionComponent action) {
        Mode mode = Optional.ofNullable(claim.getExtensionByUrl(EstimateClaim.MODE))
                .flatMap(extension -> Mode.of(extension.getValue().primitiveValue()))
                .orElse(Mode.REMOTE);
        LocalDate picked =
                task.getLastModified().toInstant().atZone(ZoneOffset.UTC).toLocalDate();
        String centre = claim.getProvider().getReference();
        String name = store.find(Organization.class, centre)
                .map(Organization::getName)
                .orElse(centre);
        Phrase phrase = new Phrase(
                "chosen",
                Map.of(
                        "day", picked.toString(),
                        "option", OptionsBundle.title(mode, name),
                        "price",
                                claim.getTotal().getCurrency() + " "
                                        + claim.getTotal().getValue().toPlainString(),
                        "until", PublishedOptions.validUntil(claim).toString()));
        org.hl7.fhir.r4.model.Reference service = (org.hl7.fhir.r4.model.Reference)
                action.getExtensionByUrl(OptionsBundle.SERVICE).getValue();
        return new Choice(service.getReferenceElement().getIdPart(), centre, mode, phrase);
    }
}
