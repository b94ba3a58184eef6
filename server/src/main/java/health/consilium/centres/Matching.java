package health.consilium.centres;

import health.consilium.centres.Directory.Listed;
import health.consilium.centres.rules.Match;
import health.consilium.centres.rules.Mode;
import health.consilium.centres.rules.Wish;
import health.consilium.fhir.SpokenLanguages;
import health.consilium.terminology.Diagnoses;
import health.consilium.terminology.rules.TumourType;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/** Compares a case with the directory, for whoever wants a ranking. */
@Component
class Matching {

    private final Cases cases;
    private final Directory directory;
    private final Diagnoses diagnoses;
    private final Choices choices;

    Matching(Cases cases, Directory directory, Diagnoses diagnoses, Choices choices) {
        this.cases = cases;
        this.directory = directory;
        this.diagnoses = diagnoses;
        this.choices = choices;
    }

    /**
     * A ranking, and what it was made of.
     *
     * @param languages the patient's, the preferred one first
     * @param records what the diagnosis and the patient's condition were read from
     */
    record Matched(Match match, Map<String, Listed> services, List<String> languages, List<Resource> records) {}

    /** @throws health.consilium.fhir.RefusedException 422 no diagnosis */
    Matched match(CaseFile file, MatchRequest request, LocalDate day) {
        List<Resource> records = cases.diagnosticRecords(file);
        TumourType type = diagnoses.require(file.request(), records);
        List<String> languages = records.stream()
                .filter(Patient.class::isInstance)
                .findFirst()
                .map(SpokenLanguages::of)
                .orElse(List.of());
        Map<String, Listed> services = directory.all(type.id());
        Match match = Match.of(
                wish(request, type, languages, choices.standing(file, day), day),
                services.values().stream().map(Listed::service).toList());
        return new Matched(match, services, languages, records);
    }

    /** The patient's choice leads as long as it holds, unless the desk asks for something else. */
    private static Wish wish(
            MatchRequest request,
            TumourType type,
            List<String> languages,
            Optional<Choices.Choice> choice,
            LocalDate day) {
        Optional<Mode> mode = request.mode().or(() -> choice.map(Choices.Choice::mode));
        return new Wish(
                new Wish.Tumour(type.id(), type.name()),
                mode,
                request.languages().isEmpty() ? languages : request.languages(),
                request.maxTurnaround(),
                Set.copyOf(request.excluded()),
                choice.map(picked -> new Wish.Chosen(picked.service(), picked.phrase())),
                day);
    }
}
