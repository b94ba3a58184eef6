package health.consilium.centres;

import health.consilium.centres.Directory.Listed;
import health.consilium.centres.rules.Match;
import health.consilium.centres.rules.Wish;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.terminology.Diagnoses;
import health.consilium.terminology.rules.TumourType;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.PatientCommunicationComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/** Matches a case with the directory. Nothing is stored and no centre hears of it. */
@Component
class MatchService {

    private final Cases cases;
    private final FhirStore store;
    private final Directory directory;
    private final Diagnoses diagnoses;
    private final Clock clock;

    MatchService(Cases cases, FhirStore store, Directory directory, Diagnoses diagnoses, Clock clock) {
        this.cases = cases;
        this.store = store;
        this.directory = directory;
        this.diagnoses = diagnoses;
        this.clock = clock;
    }

    /** @throws health.consilium.fhir.RefusedException 404 no such case, 422 no diagnosis, 422 unknown centre to exclude */
    Bundle match(String caseId, MatchRequest request) {
        CaseFile file = cases.require("ServiceRequest/" + caseId);
        request.excluded().forEach(this::requireOrganization);
        Optional<Patient> patient = store.find(file.patient().getReference()).map(Patient.class::cast);
        TumourType type = diagnoses.require(file.request(), records(file, patient));
        Map<String, Listed> services = directory.all();
        Match match = Match.of(
                wish(request, type, patient),
                services.values().stream().map(Listed::service).toList());
        return new MatchBundle(services, this::organizations).of(match, request.count());
    }

    private void requireOrganization(String id) {
        if (directory.organization(id).isEmpty()) {
            throw Refusal.unprocessable(
                            "dangling-reference",
                            "There is no Organization/" + id + " to exclude.",
                            "Parameters.parameter.where(name = 'exclude')")
                    .asException();
        }
    }

    /** What tells the diagnosis: the Conditions that the request names, else all of the case, and what histology found. */
    private List<Resource> records(CaseFile file, Optional<Patient> patient) {
        List<Resource> records = new ArrayList<>();
        patient.ifPresent(records::add);
        file.request().getReasonReference().stream()
                .flatMap(reason -> store.find(String.valueOf(reason.getReference())).stream())
                .filter(Condition.class::isInstance)
                .forEach(records::add);
        if (records.stream().noneMatch(Condition.class::isInstance)) {
            records.addAll(cases.resources(file.number(), Condition.class));
        }
        records.addAll(cases.resources(file.number(), Observation.class));
        return records;
    }

    private Wish wish(MatchRequest request, TumourType type, Optional<Patient> patient) {
        return new Wish(
                new Wish.Tumour(type.id(), type.label()),
                request.mode(),
                request.languages().isEmpty()
                        ? patient.map(MatchService::languages).orElse(List.of())
                        : request.languages(),
                request.maxTurnaround(),
                Set.copyOf(request.excluded()),
                LocalDate.now(clock));
    }

    private static List<String> languages(Patient patient) {
        return patient.getCommunication().stream()
                .sorted(Comparator.comparing(PatientCommunicationComponent::getPreferred, Comparator.reverseOrder()))
                .map(communication ->
                        communication.getLanguage().getCodingFirstRep().getCode())
                .filter(Objects::nonNull)
                .toList();
    }

    private List<Organization> organizations(List<Reference> providers) {
        return directory.organizations(providers.stream()
                .map(provider -> provider.getReferenceElement().getIdPart())
                .distinct()
                .toList());
    }
}
