package health.consilium.fhir;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/**
 * Asks of a resource what the hooks on storage ask when a client writes it. For operations that store, as the server, what a
 * client sent: the hooks let the server's own writes pass.
 */
@Component
public class ReceivedParts {

    private final NarrativeGuard narratives;
    private final WriteValidation validation;

    ReceivedParts(NarrativeGuard narratives, WriteValidation validation) {
        this.narratives = narratives;
        this.validation = validation;
    }

    /**
     * What is wrong with it; nothing when it may be stored.
     *
     * @param place FHIRPath of the resource in what was sent, under which its elements are named
     */
    public List<Refusal> refusals(Resource part, String place) {
        return narratives.refusal(part).map(List::of).orElseGet(() -> validation.errors(part)).stream()
                .map(refusal -> refusal.within(part.fhirType(), place))
                .toList();
    }
}
