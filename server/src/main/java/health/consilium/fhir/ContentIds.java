package health.consilium.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import java.util.Objects;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/**
 * Where bytes lie is between the server and itself. Who could learn the name of what is read for a while, and send it as that of
 * something of the own, would read it for good.
 */
@Component
@Interceptor(order = 800)
class ContentIds implements EndpointInterceptor {

    /** In whatever a client sends, to operations as well: before anything looks at it. */
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    public void received(RequestDetails request) {
        if (request.getResource() instanceof Resource received) {
            binaries(received).forEach(Documents::forgetContent);
        }
    }

    /** A Binary by itself is sent as its bytes by {@link BinaryStreaming}, which asks where they are. */
    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    public void leaving(ResponseDetails response) {
        if (response.getResponseResource() instanceof Resource answer && !(answer instanceof Binary)) {
            binaries(answer).forEach(Documents::forgetContent);
        }
    }

    private static Stream<Binary> binaries(Resource resource) {
        if (resource instanceof Binary binary) {
            return Stream.of(binary);
        }
        Stream<Resource> held = Stream.empty();
        if (resource instanceof Bundle bundle) {
            held = bundle.getEntry().stream().map(BundleEntryComponent::getResource);
        } else if (resource instanceof Parameters parameters) {
            held = parameters.getParameter().stream().flatMap(ContentIds::resources);
        }
        return held.filter(Objects::nonNull).flatMap(ContentIds::binaries);
    }

    private static Stream<Resource> resources(ParametersParameterComponent parameter) {
        return Stream.concat(
                Stream.ofNullable(parameter.getResource()),
                parameter.getPart().stream().flatMap(ContentIds::resources));
    }
}
