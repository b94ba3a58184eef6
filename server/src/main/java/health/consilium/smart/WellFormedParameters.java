package health.consilium.smart;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a parameter that comes twice, or with characters that cannot be in one or in its name, before the library trips over
 * it: it keeps what it does not know as JSON, where {@code @class} means something. And more than any app has to say.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749.html#section-8.2">RFC 6749, names of parameters</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749.html#section-3.1">RFC 6749, no parameter more than once</a>
 */
class WellFormedParameters extends OncePerRequestFilter {

    /** The consent form sends one of these for each scope that the person ticks. */
    private static final Set<String> REPEATABLE = Set.of("scope", "resource", "audience");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

    private static final int LONGEST = 20_000;

    /** What an app starts with is kept, before anybody has signed in. */
    private static final int LONGEST_TOGETHER = 100_000;

    private static final byte[] REFUSAL = "{\"error\":\"invalid_request\"}".getBytes(StandardCharsets.UTF_8);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Map<String, String[]> parameters = request.getParameterMap();
        if (parameters.entrySet().stream().allMatch(WellFormedParameters::isWellFormed)
                && length(parameters) <= LONGEST_TOGETHER) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        response.setContentType("application/json");
        response.getOutputStream().write(REFUSAL);
    }

    private static long length(Map<String, String[]> parameters) {
        return parameters.entrySet().stream()
                .mapToLong(parameter -> parameter.getKey().length()
                        + Arrays.stream(parameter.getValue())
                                .mapToLong(String::length)
                                .sum())
                .sum();
    }

    private static boolean isWellFormed(Map.Entry<String, String[]> parameter) {
        if (!NAME.matcher(parameter.getKey()).matches()) {
            return false;
        }
        if (parameter.getValue().length > 1 && !REPEATABLE.contains(parameter.getKey())) {
            return false;
        }
        for (String value : parameter.getValue()) {
            if (value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
                return false;
            }
        }
        return true;
    }
}
