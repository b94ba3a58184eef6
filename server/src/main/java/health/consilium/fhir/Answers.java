package health.consilium.fhir;

import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Resource;

/** What an answer holds. */
public final class Answers {

    private Answers() {}

    /** The resources of a Bundle; of any other answer itself; none of none. */
    public static Stream<Resource> resources(IBaseResource answer) {
        if (answer instanceof Bundle bundle) {
            return bundle.getEntry().stream()
                    .filter(BundleEntryComponent::hasResource)
                    .map(BundleEntryComponent::getResource);
        }
        return Stream.ofNullable((Resource) answer);
    }
}
