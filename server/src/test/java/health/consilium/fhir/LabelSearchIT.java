package health.consilium.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.config.HibernatePropertiesProvider;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.TagTypeEnum;
import ca.uhn.fhir.jpa.search.builder.predicate.TagPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SqlObjectFactory;
import health.consilium.support.ServerTest;
import java.util.List;
import java.util.UUID;
import org.apache.commons.lang3.tuple.Triple;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database is asked when something is searched by its label: see {@link LabelPredicateBuilder}. */
@ServerTest
class LabelSearchIT {

    private static final String SYSTEM = "urn:example:label";

    @Autowired
    FhirContext context;

    @Autowired
    JpaStorageSettings storage;

    @Autowired
    PartitionSettings partitions;

    @Autowired
    HibernatePropertiesProvider dialect;

    @Autowired
    SqlObjectFactory builders;

    @Autowired
    JdbcClient jdbc;

    @Test
    void givenALabelThatTwoServersDefinedWhenItIsSearchedThenTheQueryNamesBothNumbersAndJoinsNoDefinition() {
        String label = UUID.randomUUID().toString();
        long one = define(label);
        long other = define(label);

        String query = query(TagTypeEnum.SECURITY_LABEL, Triple.of(SYSTEM, null, label));

        assertThat(query)
                .contains("TAG_ID IN ((%d),(%d))".formatted(one, other))
                .doesNotContain("HFJ_TAG_DEF")
                .doesNotContain(label);
    }

    @Test
    void givenALabelThatNothingBearsWhenItIsSearchedThenNoResourceMeetsTheQuery() {
        String query = query(
                TagTypeEnum.SECURITY_LABEL,
                Triple.of(SYSTEM, null, UUID.randomUUID().toString()));

        assertThat(query).contains("TAG_ID IN ((-1))");
    }

    @Test
    void givenALabelWithoutItsSystemOrATagWhenItIsSearchedThenHapiFindsItByItsDefinition() {
        assertThat(query(TagTypeEnum.SECURITY_LABEL, Triple.of(null, null, "R")))
                .contains("HFJ_TAG_DEF");
        assertThat(query(TagTypeEnum.TAG, Triple.of(SYSTEM, null, "R"))).contains("HFJ_TAG_DEF");
    }

    private long define(String label) {
        return jdbc.sql("insert into hfj_tag_def (tag_id, tag_type, tag_system, tag_code)"
                        + " values (nextval('seq_tagdef_id'), ?, ?, ?) returning tag_id")
                .params(TagTypeEnum.SECURITY_LABEL.ordinal(), SYSTEM, label)
                .query(Long.class)
                .single();
    }

    private String query(TagTypeEnum type, Triple<String, String, String> token) {
        RequestPartitionId everywhere = RequestPartitionId.allPartitions();
        SearchQueryBuilder query = new SearchQueryBuilder(
                context, storage, partitions, everywhere, "Observation", builders, dialect, false, false);
        query.getOrCreateFirstPredicateBuilder();
        TagPredicateBuilder labels = query.addTagPredicateBuilder(null);
        query.addPredicate(labels.createPredicateTag(type, List.of(token), "_security", everywhere));
        return query.generate(null, 20).getSql();
    }
}
