package health.consilium.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Whose share a request takes from. */
interface Counting {

    /** Nothing where the request does not count. */
    Optional<String> caller(HttpServletRequest request);

    static Optional<String> address(HttpServletRequest request) {
        return Optional.of(Line.of(request));
    }
}
