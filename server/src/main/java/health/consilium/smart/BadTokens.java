package health.consilium.smart;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Counts access tokens that are not valid. Nobody is asked about one that is. */
public interface BadTokens {

    /**
     * Counts one more from where the request comes.
     *
     * @return whether there have been too many and the request has been told so; else it is still to be answered
     */
    boolean answered(HttpServletRequest request, HttpServletResponse response) throws IOException;
}
