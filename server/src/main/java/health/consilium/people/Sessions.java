package health.consilium.people;

import health.consilium.smart.ServerOrigin;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** People's sessions, in the database: a sign-in survives a restart and is known to every server. FHIR has none. */
@Configuration(proxyBeanMethods = false)
@EnableJdbcHttpSession
class Sessions {

    /** The prefix binds the cookie to this very host, but browsers take it over https only. */
    private static final String BOUND = "__Host-consilium";

    private static final String PLAIN = "consilium";

    private static final int BEFORE_SECURITY = SessionRepositoryFilter.DEFAULT_ORDER + 1;

    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> sessionTimes(PeopleSettings settings) {
        return sessions -> sessions.setDefaultMaxInactiveInterval(settings.idle());
    }

    /** A transaction of its own, apart from those of storage, which a session is no part of. */
    @Bean
    TransactionOperations springSessionTransactionOperations(DataSource dataSource) {
        TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return transactions;
    }

    @Bean
    CookieSerializer sessionCookie(ServerOrigin origin) {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName(origin.isSecure() ? BOUND : PLAIN);
        cookie.setUseSecureCookie(origin.isSecure());
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        cookie.setCookiePath("/");
        return cookie;
    }

    @Bean
    FilterRegistrationBean<SessionAgeLimit> sessionAgeLimit(PeopleSettings settings, Clock clock) {
        FilterRegistrationBean<SessionAgeLimit> filter =
                new FilterRegistrationBean<>(new SessionAgeLimit(settings.longest(), clock));
        filter.setOrder(BEFORE_SECURITY);
        return filter;
    }
}
