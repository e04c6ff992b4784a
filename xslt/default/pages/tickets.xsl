<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- All support tickets of the account. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/list.xsl"/>
  <xsl:import href="../components/fact.xsl"/>
  <xsl:import href="../components/status.xsl"/>

  <xsl:template match="page" mode="actions">
    <xsl:variable name="href" select="cd:url('ticket-new')"/>
    <xsl:if test="$href != ''">
      <a class="btn btn-primary" href="{$href}">
        <xsl:call-template name="icon">
          <xsl:with-param name="name">plus</xsl:with-param>
        </xsl:call-template>
        <xsl:value-of select="cd:text('tickets.new')"/>
      </a>
    </xsl:if>
  </xsl:template>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'tickets']" mode="list"/>
  </xsl:template>

  <!-- Words and a department; the status and the order stay as chosen. -->
  <xsl:template match="section[@name = 'tickets']" mode="search">
    <form class="list-search" method="get" action="{cd:url('tickets')}" role="search">
      <div class="list-search-words">
        <label for="search-q"><xsl:value-of select="cd:text('tickets.search')"/></label>
        <input class="form-control" type="search" id="search-q" name="q" maxlength="100" dir="auto" value="{filter[@name = 'q']/@value}"/>
      </div>
      <xsl:apply-templates select="filter[@name = 'department']" mode="search"/>
      <xsl:apply-templates select="filter/option[@selected][@value != '']" mode="search"/>
      <input type="hidden" name="sort" value="{@sort}"/>
      <input type="hidden" name="order" value="{@order}"/>
      <button class="btn btn-secondary" type="submit"><xsl:value-of select="cd:text('tickets.search.submit')"/></button>
    </form>
  </xsl:template>

  <xsl:template match="filter" mode="search">
    <div>
      <label for="search-department"><xsl:value-of select="cd:text('column.department')"/></label>
      <select class="form-control select" id="search-department" name="department">
        <option value=""><xsl:value-of select="cd:text('filter.all')"/></option>
        <xsl:apply-templates select="/page/section[@name = 'departments']/department">
          <xsl:with-param name="chosen" select="@value"/>
        </xsl:apply-templates>
      </select>
    </div>
  </xsl:template>

  <xsl:template match="department">
    <xsl:param name="chosen"/>
    <option value="{@id}">
      <xsl:if test="@id = $chosen">
        <xsl:attribute name="selected">selected</xsl:attribute>
      </xsl:if>
      <xsl:value-of select="@name"/>
    </option>
  </xsl:template>

  <xsl:template match="option" mode="search">
    <input type="hidden" name="{../@name}" value="{@value}"/>
  </xsl:template>

  <xsl:template match="section[@name = 'tickets']" mode="columns">
    <th scope="col"><xsl:value-of select="cd:text('column.number')"/></th>
    <xsl:apply-templates select="sort[@name = 'subject']" mode="column"/>
    <th scope="col"><xsl:value-of select="cd:text('column.status')"/></th>
    <th scope="col"><xsl:value-of select="cd:text('column.priority')"/></th>
    <xsl:apply-templates select="sort[@name = 'created']" mode="column"/>
    <xsl:apply-templates select="sort[@name = 'updated']" mode="column"/>
  </xsl:template>

  <xsl:template match="ticket" mode="row">
    <tr>
      <td class="number" data-label="{cd:text('column.number')}"><xsl:value-of select="cd:text('ticket.number', @number)"/></td>
      <th scope="row">
        <span class="row-name">
          <xsl:apply-templates select="@subject" mode="link">
            <xsl:with-param name="href" select="cd:url('ticket', @number)"/>
          </xsl:apply-templates>
          <xsl:apply-templates select="@unread[. = 1]"/>
          <xsl:apply-templates select="@department"/>
        </span>
      </th>
      <td class="row-status" data-label="{cd:text('column.status')}"><xsl:apply-templates select="@status"/></td>
      <td data-label="{cd:text('column.priority')}"><xsl:apply-templates select="@priority" mode="value"/></td>
      <td class="nowrap" data-label="{cd:text('column.created')}">
        <time datetime="{@created}"><xsl:value-of select="cd:date(@created)"/></time>
      </td>
      <td class="nowrap" data-label="{cd:text('column.updated')}">
        <time datetime="{@updated}"><xsl:value-of select="cd:date(@updated, 'relative')"/></time>
      </td>
    </tr>
  </xsl:template>

  <xsl:template match="ticket/@unread">
    <span class="tag tag-unread"><xsl:value-of select="cd:text('ticket.unread')"/></span>
  </xsl:template>

  <xsl:template match="ticket/@department">
    <bdi class="row-detail"><xsl:value-of select="."/></bdi>
  </xsl:template>

</xsl:stylesheet>
