<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- All invoices of the account. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/list.xsl"/>
  <xsl:import href="../components/fact.xsl"/>
  <xsl:import href="../components/status.xsl"/>
  <xsl:import href="../components/invoice-row.xsl"/>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'invoices']" mode="list"/>
  </xsl:template>

  <xsl:template match="section[@name = 'invoices']" mode="columns">
    <xsl:apply-templates select="sort[@name = 'number']" mode="column"/>
    <xsl:apply-templates select="sort[@name = 'issued']" mode="column"/>
    <xsl:apply-templates select="sort[@name = 'due']" mode="column"/>
    <th scope="col"><xsl:value-of select="cd:text('column.status')"/></th>
    <th scope="col" class="amount"><xsl:value-of select="cd:text('column.balance')"/></th>
    <xsl:apply-templates select="sort[@name = 'total']" mode="column"/>
  </xsl:template>

</xsl:stylesheet>
