package health.consilium.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Whose share a request takes from, and how much of it. */
interface Counting {

    /** Nothing where the request does not count. */
    Optional<String> caller(HttpServletRequest request);

    default int cost(HttpServletRequest request) {
        return 1;
    }

    static Optional<String> address(HttpServletRequest request) {
        return Optional.of(Line.of(request));
    }
}
