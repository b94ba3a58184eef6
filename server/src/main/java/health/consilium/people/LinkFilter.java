package health.consilium.people;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.web.authentication.ott.OneTimeTokenAuthenticationFilter;

/**
 * Has the library's filter ask a manager of ours, for which it has no setting: a link is used up by who gets in, and by nothing
 * else. That it is used and that somebody came in by it are one transaction; of two who send it at once, to whichever servers,
 * the second waits for what becomes of the first.
 */
record LinkFilter(AuthenticationManager manager) implements ObjectPostProcessor<OneTimeTokenAuthenticationFilter> {

    @Override
    public <F extends OneTimeTokenAuthenticationFilter> F postProcess(F filter) {
        filter.setAuthenticationManager(manager);
        return filter;
    }
}
