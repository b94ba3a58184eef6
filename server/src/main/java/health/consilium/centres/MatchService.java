package health.consilium.centres;

import health.consilium.centres.rules.ReasonWords;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/** Matches a case with the directory. Nothing is stored and no centre hears of it. */
@Component
class MatchService {

    private final Cases cases;
    private final Directory directory;
    private final Matching matching;
    private final Clock clock;

    MatchService(Cases cases, Directory directory, Matching matching, Clock clock) {
        this.cases = cases;
        this.directory = directory;
        this.matching = matching;
        this.clock = clock;
    }

    /**
     * @param words in which it says why
     * @throws health.consilium.fhir.RefusedException 404 no such case, 422 no diagnosis, 422 unknown centre to exclude
     */
    Bundle match(String caseId, MatchRequest request, ReasonWords words) {
        CaseFile file = cases.require("ServiceRequest/" + caseId);
        request.excluded().forEach(this::requireOrganization);
        Matching.Matched matched = matching.match(file, request, LocalDate.now(clock));
        return new MatchBundle(matched.services(), this::organizations, words).of(matched.match(), request.count());
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

    private List<Organization> organizations(List<Reference> providers) {
        return directory.organizations(providers.stream()
                .map(provider -> provider.getReferenceElement().getIdPart())
                .distinct()
                .toList());
    }
}
