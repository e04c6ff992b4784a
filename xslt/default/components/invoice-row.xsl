<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- An invoice as a row: of the list, and of a service’s page. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="invoice" mode="row">
    <tr>
      <th scope="row">
        <xsl:apply-templates select="@number" mode="link">
          <xsl:with-param name="href" select="cd:url('invoice', @id)"/>
        </xsl:apply-templates>
      </th>
      <td class="nowrap" data-label="{cd:text('column.issued')}"><xsl:apply-templates select="@issued" mode="value"/></td>
      <td class="nowrap" data-label="{cd:text('column.due')}"><xsl:apply-templates select="@due" mode="value"/></td>
      <td class="row-status" data-label="{cd:text('column.status')}"><xsl:apply-templates select="@status"/></td>
      <td class="amount" data-label="{cd:text('column.balance')}"><xsl:apply-templates select="@balance[. != 0]" mode="value"/></td>
      <td class="amount" data-label="{cd:text('column.total')}"><xsl:apply-templates select="@total" mode="value"/></td>
    </tr>
  </xsl:template>

</xsl:stylesheet>
