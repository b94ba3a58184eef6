package health.consilium.fhir;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.model.entity.TagTypeEnum;
import ca.uhn.fhir.jpa.search.builder.predicate.TagPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import com.healthmarketscience.sqlbuilder.Condition;
import com.healthmarketscience.sqlbuilder.CustomSql;
import com.healthmarketscience.sqlbuilder.InCondition;
import java.util.Collections;
import java.util.List;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.lang3.tuple.Triple;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds by security label, as HAPI does, but looks the number of the label up first and writes it into the query. Where the query
 * joins the definition of the label, PostgreSQL takes each label for a rare one: a search for one patient's results then went
 * through everything that the hospital had ever sent, since the hospital's label seemed to leave less than the patient. A number it
 * finds among the most common ones that it keeps for each column; not as a parameter, because a plan for any number knows none.
 */
final class LabelPredicateBuilder extends TagPredicateBuilder {

    private static final List<Long> NONE = List.of(-1L);

    private JdbcClient jdbc;

    LabelPredicateBuilder(SearchQueryBuilder query) {
        super(query);
    }

    /** HAPI asks for such a bean with the query as its only argument. */
    @Autowired
    void setJdbc(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Condition createPredicateTag(
            TagTypeEnum type,
            List<Triple<String, String, String>> tokens,
            String parameter,
            RequestPartitionId partition) {
        boolean exact = tokens.stream()
                .allMatch(token -> StringUtils.isNotBlank(token.getLeft()) && StringUtils.isBlank(token.getMiddle()));
        if (type != TagTypeEnum.SECURITY_LABEL || !exact) {
            return super.createPredicateTag(type, tokens, parameter, partition);
        }
        List<Long> numbers = numbers(tokens);
        // In brackets: HAPI asserts that numbers are parameters.
        Object[] bracketed = (numbers.isEmpty() ? NONE : numbers)
                .stream().map(number -> new CustomSql("(" + number + ")")).toArray();
        return new InCondition(getTable().findColumn("TAG_ID"), bracketed);
    }

    /** Of one label there may be several: servers that need a new one at the same time each define it. So nothing is kept. */
    private List<Long> numbers(List<Triple<String, String, String>> tokens) {
        String labels = String.join(", ", Collections.nCopies(tokens.size(), "(?, ?)"));
        List<Object> values = tokens.stream()
                .<Object>mapMulti((token, into) -> {
                    into.accept(token.getRight());
                    into.accept(token.getLeft());
                })
                .toList();
        return jdbc.sql("select tag_id from hfj_tag_def where tag_type = " + TagTypeEnum.SECURITY_LABEL.ordinal()
                        + " and (tag_code, tag_system) in (" + labels + ") order by tag_id")
                .params(values)
                .query(Long.class)
                .list();
    }
}
