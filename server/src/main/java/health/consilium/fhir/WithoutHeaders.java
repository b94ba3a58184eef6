package health.consilium.fhir;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Predicate;

/** A request that looks as if some of its headers had not been sent. */
class WithoutHeaders extends HttpServletRequestWrapper {

    private final Predicate<String> hidden;

    WithoutHeaders(HttpServletRequest request, Predicate<String> hidden) {
        super(request);
        this.hidden = hidden;
    }

    @Override
    public String getHeader(String name) {
        return hidden.test(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return hidden.test(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        List<String> names = Collections.list(super.getHeaderNames());
        names.removeIf(hidden);
        return Collections.enumeration(names);
    }
}
