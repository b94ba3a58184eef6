package health.consilium.smart;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/**
 * Records what people agreed to, for them to look at, but never tells the library: it would silently add what was
 * granted earlier to what the person has just narrowed down.
 */
class ConsentRecords implements OAuth2AuthorizationConsentService {

    private final JdbcOAuth2AuthorizationConsentService records;

    ConsentRecords(JdbcTemplate jdbc, RegisteredClientRepository clients) {
        this.records = new JdbcOAuth2AuthorizationConsentService(jdbc, clients);
    }

    @Override
    public void save(OAuth2AuthorizationConsent consent) {
        records.save(consent);
    }

    @Override
    public void remove(OAuth2AuthorizationConsent consent) {
        records.remove(consent);
    }

    @Override
    public OAuth2AuthorizationConsent findById(String registeredClientId, String principalName) {
        return null;
    }
}
