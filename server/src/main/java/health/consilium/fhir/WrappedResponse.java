package health.consilium.fhir;

import ca.uhn.fhir.rest.api.server.IRestfulResponse;
import java.util.List;
import java.util.Map;

/** An answer of HAPI's of which only the way out of the body is another. */
public abstract class WrappedResponse implements IRestfulResponse {

    protected final IRestfulResponse response;

    protected WrappedResponse(IRestfulResponse response) {
        this.response = response;
    }

    @Override
    public final void addHeader(String name, String value) {
        response.addHeader(name, value);
    }

    @Override
    public final Map<String, List<String>> getHeaders() {
        return response.getHeaders();
    }
}
