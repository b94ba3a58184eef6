package health.consilium.centres;

import health.consilium.centres.rules.AsksReader;
import health.consilium.terminology.AskingCentres;
import health.consilium.terminology.rules.CentreAsks;
import health.consilium.terminology.rules.ServiceAsks;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Organization;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** What the centres of the directory ask differently, as their active review services say it now. */
@Component
class DirectoryAsks implements AskingCentres {

    private final Directory directory;

    DirectoryAsks(@Lazy Directory directory) {
        this.directory = directory;
    }

    @Override
    public Optional<CentreAsks> find(String reference) {
        IdType id = new IdType(reference);
        return "Organization".equals(id.getResourceType())
                ? directory
                        .organization(id.getIdPart())
                        .filter(Organization::getActive)
                        .flatMap(this::asks)
                : Optional.empty();
    }

    private Optional<CentreAsks> asks(Organization centre) {
        String id = centre.getIdElement().getIdPart();
        List<ServiceAsks> services =
                directory.reviewsOf(id).stream().map(AsksReader::read).toList();
        return services.isEmpty()
                ? Optional.empty()
                : Optional.of(new CentreAsks("Organization/" + id, centre.getName(), services));
    }
}
